//! Where words find room in a drawing whose width is not known.

/// As wide as the drawing is on a small phone, and as narrow as what is called wide.
pub const NARROW: f64 = 250.0;
/// The other.
pub const WIDE: f64 = 560.0;
/// About how wide a character is.
const CHARACTER: f64 = 6.4;
/// How far words may reach out to the right.
const MARGIN: f64 = 14.0;

/// About how wide words are.
pub fn width(words: &str) -> f64 {
    CHARACTER * f64::from(u16::try_from(words.chars().count()).unwrap_or(u16::MAX))
}

/// At most so many characters of words; the table has all.
pub fn short(words: &str, most: usize) -> String {
    match words.chars().count() {
        count if count <= most => words.to_owned(),
        _ => words.chars().take(most - 1).chain(['…']).collect(),
    }
}

/// A place for words: a share of the width and pixels from there, and how high their line is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// From 0 to 1.
    pub x: f64,
    /// Pixels to the right of it.
    pub aside: f64,
    /// The line that they stand on.
    pub y: f64,
    /// What of them is there: `start`, `middle` or `end`.
    pub anchor: &'static str,
}

/// What they cover, in pixels, in a drawing of some width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Covered {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Place {
    /// What words of this width cover here.
    pub fn covered(self, width: f64, whole: f64) -> Covered {
        let x = self.x * whole + self.aside;
        let left = x - match self.anchor {
            "start" => 0.0,
            "middle" => width / 2.0,
            _ => width,
        };
        Covered { left, right: left + width, top: self.y - 10.0, bottom: self.y + 3.0 }
    }
}

impl Covered {
    /// Whether both cover the same; two words are kept a little apart.
    pub fn meets(self, other: Self) -> bool {
        self.left < other.right + 6.0 && other.left < self.right + 6.0 && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether it lies within a drawing of some width.
    pub fn is_within(self, whole: f64) -> bool {
        self.left >= -2.0 && self.right <= whole + MARGIN
    }

    /// Whether a line leads through it.
    fn is_crossed(self, (from, to): (Spot, Spot)) -> bool {
        let is_beside = from.0.max(to.0) < self.left || from.0.min(to.0) > self.right;
        if is_beside || from.1.max(to.1) < self.top || from.1.min(to.1) > self.bottom {
            return false;
        }
        (0..=16).map(|step| f64::from(step) / 16.0).any(|share| {
            let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
        })
    }
}

/// A share of the width, and a height.
type Spot = (f64, f64);

/// What is drawn already, which words rather do not cover.
#[derive(Default)]
pub struct Drawn {
    /// Lines, and how bad it is to cover them.
    lines: Vec<(Spot, Spot, f64)>,
    words: Vec<(Place, f64)>,
}

impl Drawn {
    /// Adds a line through these.
    pub fn line(&mut self, spots: &[Spot], weight: f64) {
        self.lines.extend(spots.windows(2).map(|two| (two[0], two[1], weight)));
    }

    /// The best of some places for words of this width, narrow and wide, within so much height; each is liked less than the one before,
    /// by `less`.
    pub fn place(&mut self, width: f64, places: &[Place], less: f64, height: f64) -> Option<Place> {
        let mut reluctance = 0.0;
        let costs = places.iter().map(|place| {
            let cost: f64 = [NARROW, WIDE].map(|whole| self.cost(place.covered(width, whole), whole, height)).iter().sum();
            reluctance += less;
            (cost + reluctance, *place)
        });
        let (_, best) = costs.reduce(|best, next| if next.0 < best.0 { next } else { best })?;
        self.words.push((best, width));
        Some(best)
    }

    fn cost(&self, covered: Covered, whole: f64, height: f64) -> f64 {
        let outside = if covered.is_within(whole) && covered.top >= -6.0 && covered.bottom <= height { 0.0 } else { 100.0 };
        let crossed = |(from, to, _): &&(Spot, Spot, f64)| covered.is_crossed(((from.0 * whole, from.1), (to.0 * whole, to.1)));
        // A line is covered once, however many pieces it has there; fewer are a little better.
        let lines = self.lines.iter().filter(crossed).fold(0.0, |worst: f64, line| worst.max(line.2) + 0.05);
        let words = self.words.iter().filter(|(place, width)| place.covered(*width, whole).meets(covered)).map(|_| 20.0);
        outside + lines + words.sum::<f64>()
    }
}
