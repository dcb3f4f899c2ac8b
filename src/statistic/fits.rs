//! Where observations fit: for each of them its places among an axis's labels.

/// For each observation the places it fits, one list behind the other: there are many observations, and most fit one.
#[derive(Debug, Clone, Default)]
pub(super) struct Fits {
    /// For each observation where its places end.
    ends: Vec<usize>,
    places: Vec<usize>,
}

impl Fits {
    /// So many observations that all fit one place.
    pub(super) fn all_at(place: usize, height: usize) -> Self {
        Self { ends: (1..=height).collect(), places: vec![place; height] }
    }

    /// Adds an observation with its places.
    pub(super) fn push(&mut self, places: impl IntoIterator<Item = usize>) {
        self.places.extend(places);
        self.ends.push(self.places.len());
    }

    /// How many observations there are.
    pub(super) fn height(&self) -> usize {
        self.ends.len()
    }

    /// The places of an observation.
    pub(super) fn of(&self, at: usize) -> &[usize] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.places[start..self.ends[at]]
    }
}
