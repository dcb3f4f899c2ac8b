//! Labels that keep clear of each other.

/// Labels that touch. A block lies where the mean of its wishes is, and swallows blocks it runs into.
struct Block {
    members: Vec<usize>,
    height: f64,
    start: f64,
}

/// The centres of labels that each want a place along a line, moved as little as it takes for none to overlap and all
/// to lie between `low` and `high`. The order of the places wanted is kept; equal wishes keep the order given. If they
/// need more room than there is, they run over the end at `high`.
pub(crate) fn spread(wants: &[f64], heights: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wants.len()).collect();
    order.sort_by(|a, b| wants[*a].total_cmp(&wants[*b]));

    let settle = |members: &[usize], height: f64| {
        let mut above = 0.0;
        let mut sum = 0.0;
        for at in members {
            sum += wants[*at] - heights[*at] / 2.0 - above;
            above += heights[*at];
        }
        (sum / members.len() as f64).min(high - height).max(low)
    };
    let mut blocks: Vec<Block> = Vec::new();
    for at in order {
        let mut block = Block { members: vec![at], height: heights[at], start: settle(&[at], heights[at]) };
        while let Some(before) = blocks.last() {
            if before.start + before.height <= block.start {
                break;
            }
            let before = blocks.pop().expect("there is a last one");
            let members: Vec<usize> = before.members.into_iter().chain(block.members).collect();
            let height = before.height + block.height;
            block = Block { start: settle(&members, height), members, height };
        }
        blocks.push(block);
    }
    let mut centres = vec![0.0; wants.len()];
    for block in blocks {
        let mut top = block.start;
        for at in block.members {
            centres[at] = top + heights[at] / 2.0;
            top += heights[at];
        }
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn labels_with_room_stay_where_they_want() {
        assert_eq!(spread(&[10.0, 50.0], &[8.0, 8.0], 0.0, 100.0), [10.0, 50.0]);
    }

    #[test]
    fn labels_that_collide_share_the_move() {
        assert_eq!(spread(&[50.0, 50.0], &[10.0, 10.0], 0.0, 100.0), [45.0, 55.0]);
        assert_eq!(spread(&[52.0, 50.0], &[10.0, 10.0], 0.0, 100.0), [56.0, 46.0]);
    }

    #[test]
    fn labels_stay_inside() {
        assert_eq!(spread(&[99.0, 98.0, 97.0], &[10.0; 3], 0.0, 100.0), [95.0, 85.0, 75.0]);
        assert_eq!(spread(&[-5.0, 3.0], &[10.0; 2], 0.0, 100.0), [5.0, 15.0]);
    }
}
