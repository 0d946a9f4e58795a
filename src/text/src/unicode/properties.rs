//! The Unicode Character Database as `unicodedata` shows it: in its current version, and in 3.2.0.

use super::database as data;

/// What is known of a code point; code points with equal properties share one record.
#[derive(Debug)]
pub struct Properties {
    pub category: &'static str,
    pub bidirectional: &'static str,
    pub combining: u8,
    pub mirrored: bool,
    /// East Asian width.
    pub width: &'static str,
}

/// A two-level table from code points to records.
pub struct Index {
    pub blocks: &'static [u16],
    pub records: &'static [u16],
}

/// What a code point is made of.
pub struct Decomposition {
    pub code: u32,
    /// Index of the tag; 0 for none, which makes it canonical.
    pub tag: u8,
    pub start: u16,
    pub length: u8,
}

/// The versions that there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    Current,
    /// 3.2.0, which internationalised domain names rest on.
    Old,
}

fn find<T>(table: &'static [T], c: u32, key: impl Fn(&T) -> u32) -> Option<&'static T> {
    table.binary_search_by_key(&c, key).ok().map(|i| &table[i])
}

/// The digits of the current version are in the tables of `str`.
fn digit_of(c: u32) -> Option<f64> {
    super::digit_value(c).map(f64::from)
}

fn decimal_of(c: u32) -> Option<f64> {
    super::decimal_value(c).map(f64::from)
}

fn numeric_of(c: u32) -> Option<f64> {
    find(&data::NUMERIC, c, |e| e.0).map(|e| e.1)
}

impl Version {
    pub fn properties(self, c: u32) -> &'static Properties {
        let index = match self {
            Version::Current => &data::NEW,
            Version::Old => &data::OLD,
        };
        let low = c & ((1 << data::SHIFT) - 1);
        let place = index
            .blocks
            .get((c >> data::SHIFT) as usize)
            .map(|block| ((u32::from(*block) << data::SHIFT) + low) as usize);
        let record = place.map_or(0, |p| index.records[p]);
        &data::PROPERTIES[record as usize]
    }

    /// Was there such a code point then?
    pub fn knows(self, c: u32) -> bool {
        self == Version::Current || self.properties(c).category != "Cn"
    }

    fn number(
        self,
        c: u32,
        current: fn(u32) -> Option<f64>,
        old: &'static [(u32, Option<f64>)],
    ) -> Option<f64> {
        if self == Version::Old {
            if !self.knows(c) {
                return None;
            }
            if let Some((_, v)) = find(old, c, |e| e.0) {
                return *v;
            }
        }
        current(c)
    }

    /// The value of a decimal digit.
    pub fn decimal(self, c: u32) -> Option<f64> {
        self.number(c, decimal_of, &data::OLD_DECIMAL)
    }

    /// The value of a digit: no version but the current one is asked, as in CPython.
    pub fn digit(self, c: u32) -> Option<f64> {
        digit_of(c)
    }

    /// The value of what stands for a number.
    pub fn numeric(self, c: u32) -> Option<f64> {
        self.number(c, numeric_of, &data::OLD_NUMERIC)
    }

    /// The tag and the code points that a code point decomposes to; not of Hangul syllables.
    pub fn decomposition(self, c: u32) -> Option<(&'static str, &'static [u32])> {
        if !self.knows(c) {
            return None;
        }
        let d = find(&data::DECOMPOSITIONS, c, |d| d.code)?;
        let start = d.start as usize;
        Some((
            data::TAGS[d.tag as usize],
            &data::POINTS[start..start + d.length as usize],
        ))
    }
}

/// The code points of a named sequence, by its name in capitals.
pub fn sequence(name: &str) -> Option<&'static [u32]> {
    let found = data::SEQUENCES.binary_search_by_key(&name, |s| s.0);
    found.ok().map(|i| data::SEQUENCES[i].1)
}

/// The four normal forms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Form {
    /// NFC and NFKC.
    pub composed: bool,
    /// NFKC and NFKD.
    pub compatible: bool,
}

impl Form {
    pub fn of(name: &str) -> Option<Form> {
        let (composed, compatible) = match name {
            "NFC" => (true, false),
            "NFKC" => (true, true),
            "NFD" => (false, false),
            "NFKD" => (false, true),
            _ => return None,
        };
        Some(Form {
            composed,
            compatible,
        })
    }
}

const S_BASE: u32 = 0xac00;
const L_BASE: u32 = 0x1100;
const V_BASE: u32 = 0x1161;
const T_BASE: u32 = 0x11a7;
const L_COUNT: u32 = 19;
const V_COUNT: u32 = 21;
const T_COUNT: u32 = 28;
const S_COUNT: u32 = L_COUNT * V_COUNT * T_COUNT;

/// The two or three letters of a Hangul syllable.
pub fn hangul(c: u32) -> Option<([u32; 3], usize)> {
    let s = c.wrapping_sub(S_BASE);
    if s >= S_COUNT {
        return None;
    }
    let tail = s % T_COUNT;
    let lead = L_BASE + s / (V_COUNT * T_COUNT);
    let vowel = V_BASE + s % (V_COUNT * T_COUNT) / T_COUNT;
    Some(([lead, vowel, T_BASE + tail], if tail == 0 { 2 } else { 3 }))
}

/// Appends what `c` decomposes to, all the way down.
fn decompose(version: Version, c: u32, compatible: bool, out: &mut Vec<u32>) {
    if let Some((jamo, n)) = hangul(c) {
        out.extend_from_slice(&jamo[..n]);
        return;
    }
    if version == Version::Old
        && let Some((_, d)) = find(&data::OLD_NORMALIZED, c, |e| e.0)
    {
        out.push(*d);
        return;
    }
    match version.decomposition(c) {
        Some((tag, points)) if tag.is_empty() || compatible => {
            for p in points {
                decompose(version, *p, compatible, out);
            }
        }
        _ => out.push(c),
    }
}

fn combining(c: u32) -> u8 {
    Version::Current.properties(c).combining
}

fn compose(a: u32, b: u32) -> Option<u32> {
    let (l, v) = (a.wrapping_sub(L_BASE), b.wrapping_sub(V_BASE));
    if l < L_COUNT && v < V_COUNT {
        return Some(S_BASE + (l * V_COUNT + v) * T_COUNT);
    }
    let (s, t) = (a.wrapping_sub(S_BASE), b.wrapping_sub(T_BASE));
    if s < S_COUNT && s.is_multiple_of(T_COUNT) && (1..T_COUNT).contains(&t) {
        return Some(a + t);
    }
    let found = data::COMPOSITIONS.binary_search_by_key(&(a, b), |e| (e.0, e.1));
    found.ok().map(|i| data::COMPOSITIONS[i].2)
}

/// The text in a normal form.
pub fn normalize(version: Version, text: impl Iterator<Item = u32>, form: Form) -> Vec<u32> {
    let mut points = Vec::new();
    for c in text {
        if c < 0x80 {
            points.push(c);
        } else {
            decompose(version, c, form.compatible, &mut points);
        }
    }
    // Marks in the order of their classes; between two that are none nothing moves.
    let mut i = 0;
    while i < points.len() {
        let start = i;
        while i < points.len() && combining(points[i]) != 0 {
            i += 1;
        }
        if i - start > 1 {
            points[start..i].sort_by_key(|c| combining(*c));
        }
        i = i.max(start + 1);
    }
    if !form.composed {
        return points;
    }
    let mut out: Vec<u32> = Vec::with_capacity(points.len());
    let mut starter: Option<usize> = None;
    let mut last = 0;
    for c in points {
        let class = combining(c);
        if let Some(at) = starter {
            // Blocked by a mark of the same class or a higher one, or by what stands between two starters.
            let adjacent = out.len() == at + 1;
            if (adjacent || (last != 0 && last < class))
                && let Some(composed) = compose(out[at], c)
            {
                out[at] = composed;
                continue;
            }
        }
        if class == 0 {
            starter = Some(out.len());
        }
        last = class;
        out.push(c);
    }
    out
}
