//! The drawing as an image, for programs that take no SVG.

use resvg::tiny_skia::{Color, Pixmap, Transform};

use super::Undrawable;
use super::tree::tree;

/// How fine an image is: what print asks for.
pub const PIXELS_PER_INCH: f32 = 300.0;

/// How many units of a drawing there are to an inch, as CSS has it.
const UNITS_PER_INCH: f32 = 96.0;

const METRES_PER_INCH: f32 = 0.0254;

/// The drawing as a PNG on white, which says its own size on paper.
///
/// # Errors
/// It is no drawing, or larger than an image can be.
pub fn png(svg: &str) -> Result<Vec<u8>, Undrawable> {
    let tree = tree(svg)?;
    let scale = PIXELS_PER_INCH / UNITS_PER_INCH;
    let size = tree.size().to_int_size().scale_by(scale);
    let page = size.and_then(|size| Pixmap::new(size.width(), size.height()));
    let mut page = page.ok_or_else(|| Undrawable("it is too large for an image".to_owned()))?;
    page.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut page.as_mut());
    // On white nothing shines through.
    let colors: Vec<u8> = page.data().chunks(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    encoded(&colors, (page.width(), page.height())).map_err(|error| Undrawable(error.to_string()))
}

fn encoded(colors: &[u8], (width, height): (u32, u32)) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand")]
    let per_metre = (PIXELS_PER_INCH / METRES_PER_INCH).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(colors)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_has_its_size_in_print_and_the_drawing_in_its_place() {
        // 50.8 mm are 2 inches, 25.4 mm are one; the left half is red.
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"50.8mm\" height=\"25.4mm\" viewBox=\"0 0 2 1\">\
                   <rect width=\"1\" height=\"1\" fill=\"#ff0000\"/></svg>";
        let bytes = png(svg).expect("an image");
        let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("a PNG");
        let info = reader.info();
        assert_eq!((info.width, info.height), (600, 300));
        let dims = info.pixel_dims.expect("its size on paper");
        assert_eq!((dims.xppu, dims.yppu), (11811, 11811));
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("its pixels");
        let at = |x: usize, y: usize| &pixels[3 * (600 * y + x)..][..3];
        assert_eq!((at(10, 150), at(590, 150)), (&[255, 0, 0][..], &[255, 255, 255][..]));
        assert_eq!(png(svg), Ok(bytes), "the same bytes each time");
        assert!(png("none").is_err());
    }
}
