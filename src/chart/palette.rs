//! The palette: named tones, so that the same thing has the same colour through a whole report.
//!
//! One set of tones in three families (cool, warm, grey), each from dark to light, so that neighbours keep apart in
//! grey print and for colour-blind readers. Numbers only; nothing is drawn here.

/// A colour as red, green and blue.
pub type Rgb = (u8, u8, u8);

/// Ordinary text.
pub(crate) const INK: Rgb = (0x1d, 0x2b, 0x33);
/// Axes, titles of axes and other text that stands back.
pub(crate) const MUTED: Rgb = (0x5b, 0x6b, 0x73);
/// Grid lines.
pub(crate) const GRID: Rgb = (0xdf, 0xe4, 0xe6);
/// The base line and leaders.
pub(crate) const RULE: Rgb = (0x9a, 0xa7, 0xad);
/// The paper.
pub(crate) const WHITE: Rgb = (0xff, 0xff, 0xff);

/// Declares the tones: name, fill, and the darker shade in which a line of that tone stands on white.
macro_rules! tones {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $fill:literal, $stroke:literal;)+) => {
        /// A named colour that a series can have.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Tone { $($(#[doc = $doc])+ $variant,)+ }

        impl Tone {
            /// All tones, in the order declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in the spec.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The colour of an area.
            pub fn fill(self) -> Rgb {
                match self { $(Self::$variant => rgb($fill),)+ }
            }

            /// The colour of a line or a marker: the fill, made darker where it would be faint on white.
            pub fn stroke(self) -> Rgb {
                match self { $(Self::$variant => rgb($stroke),)+ }
            }
        }
    };
}

tones! {
    /// The darkest cool tone: what the figure is about.
    Deep = "deep", 0x0f_4c5c, 0x0f_4c5c;
    /// The middle cool tone.
    Teal = "teal", 0x37_808a, 0x37_808a;
    /// The light cool tone.
    Mist = "mist", 0x82_b6bb, 0x59_959c;
    /// The dark warm tone.
    Brick = "brick", 0x7a_2f20, 0x7a_2f20;
    /// The middle warm tone: for what must be seen.
    Accent = "accent", 0xb5_533c, 0xb5_533c;
    /// The light warm tone.
    Sand = "sand", 0xe8_bf76, 0xb0_7d22;
    /// The dark grey.
    Slate = "slate", 0x5b_6b73, 0x5b_6b73;
    /// The middle grey.
    Silver = "silver", 0x9a_a7ad, 0x7f_8d94;
    /// The light grey: the rest.
    Stone = "stone", 0xd6_dcde, 0x87_9399;
    /// The first of three steps of rising weight, in cool tones.
    Step1 = "step-1", 0x97_cace, 0x59_959c;
    /// The second of them.
    Step2 = "step-2", 0x5e_a5ae, 0x3f_8a94;
    /// The third of them.
    Step3 = "step-3", 0x12_5363, 0x12_5363;
    /// The first of three steps that stand apart from the others, in warm tones.
    Step4 = "step-4", 0xed_c98a, 0xb0_7d22;
    /// The second of them.
    Step5 = "step-5", 0xb9_5b3d, 0xb9_5b3d;
    /// The third of them.
    Step6 = "step-6", 0x74_2c1e, 0x74_2c1e;
    /// Light grey: nothing happens.
    Nothing = "none", 0xe4_e8ea, 0x87_9399;
}

impl Tone {
    /// The tone of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|tone| tone.name() == name)
    }

    /// The colour of text on an area of this tone: the one of ink and white that stands out more.
    pub fn on_fill(self) -> Rgb {
        if contrast(self.fill(), WHITE) >= contrast(self.fill(), INK) { WHITE } else { INK }
    }
}

/// The tones of `count` series that lie next to each other in a stack, first to last.
pub(crate) fn for_stack(count: usize) -> Vec<Tone> {
    use Tone::{Accent, Brick, Deep, Mist, Sand, Silver, Slate, Stone, Teal};
    let order: &[Tone] = match count {
        0..=5 => &[Deep, Teal, Mist, Sand, Stone],
        6 => &[Deep, Teal, Mist, Accent, Sand, Stone],
        7 => &[Deep, Teal, Mist, Brick, Accent, Sand, Stone],
        _ => &[Deep, Teal, Mist, Brick, Accent, Sand, Slate, Silver, Stone],
    };
    order.iter().copied().cycle().take(count).collect()
}

/// The tones of `count` answers on a scale: warm for one end, cool for the other, grey for the middle of an odd number.
pub(crate) fn for_scale(count: usize) -> Vec<Tone> {
    use Tone::{Accent, Brick, Deep, Mist, Sand, Stone, Teal};
    let (warm, cool) = ([Brick, Accent, Sand], [Mist, Teal, Deep]);
    let half = count / 2;
    let of = |side: [Tone; 3], at: usize| side[if half > 1 { at * 2 / (half - 1) } else { 1 }];
    let against = (0..half).map(|at| of(warm, at));
    let neutral = (count % 2 == 1).then_some(Stone);
    against.chain(neutral).chain((0..half).map(|at| of(cool, at))).collect()
}

/// The tones of `count` series whose areas stand side by side, first to last: the first four keep apart in grey print, and so do all
/// neighbours.
pub(crate) fn for_columns(count: usize) -> Vec<Tone> {
    use Tone::{Accent, Brick, Deep, Mist, Sand, Silver, Slate, Stone, Teal};
    [Deep, Sand, Teal, Mist, Accent, Silver, Brick, Stone, Slate].iter().copied().cycle().take(count).collect()
}

/// The tones of `count` series that run across each other, first to last; in grey print their markers tell them apart.
pub(crate) fn for_sides(count: usize) -> Vec<Tone> {
    use Tone::{Accent, Brick, Deep, Mist, Sand, Silver, Slate, Stone, Teal};
    [Deep, Sand, Teal, Accent, Mist, Slate, Brick, Silver, Stone].iter().copied().cycle().take(count).collect()
}

/// A colour on its way to white: 0 is the colour, 1 is white.
pub(crate) fn lighten(color: Rgb, by: f64) -> Rgb {
    let channel = |value: u8| (f64::from(value) + (255.0 - f64::from(value)) * by).round().clamp(0.0, 255.0) as u8;
    (channel(color.0), channel(color.1), channel(color.2))
}

/// The contrast between two colours as WCAG 2 defines it, 1-21.
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of a colour as WCAG 2 defines it, 0-1.
pub fn luminance((red, green, blue): Rgb) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

const fn rgb(hex: u32) -> Rgb {
    let [_, red, green, blue] = hex.to_be_bytes();
    (red, green, blue)
}
