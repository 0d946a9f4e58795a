//! Format specifiers: `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`.

use crate::number::Error;
use crate::str::{StrRef, Unit};
use crate::unicode;

/// Where the padding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`: behind the text.
    Left,
    /// `>`: in front of it.
    Right,
    /// `^`: on both sides, the odd one behind.
    Center,
    /// `=`: between sign or prefix and digits.
    AfterSign,
}

/// What stands before numbers that are not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Nothing; `-` in the specifier, or none.
    Minus,
    /// `+`
    Plus,
    /// A blank.
    Space,
}

/// A separator of digit groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// `,`
    Comma,
    /// `_`
    Underscore,
}

impl Grouping {
    /// The separator itself.
    pub fn character(self) -> u8 {
        match self {
            Grouping::Comma => b',',
            Grouping::Underscore => b'_',
        }
    }
}

/// A format specifier, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The padding character; a blank unless given.
    pub fill: u32,
    /// The alignment, given or by the type's default.
    pub align: Align,
    /// The sign, if given.
    pub sign: Option<Sign>,
    /// `z`: a negative zero loses its sign.
    pub no_negative_zero: bool,
    /// `#`: the alternate form.
    pub alternate: bool,
    /// The least width of the result.
    pub width: Option<usize>,
    /// The separator of the integer part.
    pub grouping: Option<Grouping>,
    /// The precision.
    pub precision: Option<usize>,
    /// The separator of the fractional part.
    pub fraction_grouping: Option<Grouping>,
    /// The presentation type: a code point, or 0 where the default type is none.
    pub kind: u32,
}

/// What a type presumes where a specifier is silent.
#[derive(Clone, Copy, Debug)]
pub struct Defaults {
    /// The presentation type: `s` for str, `d` for int, 0 for float and complex.
    pub kind: u8,
    /// The alignment.
    pub align: Align,
}

impl Defaults {
    /// What `str` presumes.
    pub const STR: Defaults = Defaults {
        kind: b's',
        align: Align::Left,
    };
    /// What `int` presumes.
    pub const INT: Defaults = Defaults {
        kind: b'd',
        align: Align::Right,
    };
    /// What `float` and `complex` presume.
    pub const FLOAT: Defaults = Defaults {
        kind: 0,
        align: Align::Right,
    };
}

impl Spec {
    /// Takes a specifier apart. `type_name` is the name of the value's type, for error messages.
    ///
    /// # Errors
    /// ValueError for all that is wrong whatever the type; the rest is for the type's own function.
    pub fn parse(text: StrRef<'_>, defaults: Defaults, type_name: &str) -> Result<Spec, Error> {
        let mut spec = Spec {
            fill: b' '.into(),
            align: defaults.align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: None,
            grouping: None,
            precision: None,
            fraction_grouping: None,
            kind: defaults.kind.into(),
        };
        let whole = match text {
            StrRef::Latin1(units) => Reader { units, at: 0 }.read(&mut spec, defaults),
            StrRef::Ucs2(units) => Reader { units, at: 0 }.read(&mut spec, defaults),
            StrRef::Ucs4(units) => Reader { units, at: 0 }.read(&mut spec, defaults),
        }?;
        if !whole {
            return Err(Error::value(format!(
                "Invalid format specifier '{text}' for object of type '{type_name:.200}'"
            )));
        }
        Ok(spec)
    }

    /// The presentation type as an ASCII character; 0 for none, and for others.
    #[inline]
    pub(super) fn code(&self) -> u8 {
        u8::try_from(self.kind).unwrap_or(0x80)
    }

    /// Whether padding with zeros counts as digits, which groups include.
    #[inline]
    pub(super) fn pads_with_digits(&self) -> bool {
        self.fill == u32::from(b'0') && self.align == Align::AfterSign
    }

    /// The error of a presentation type that the value's type does not know.
    #[cold]
    pub(super) fn unknown_type(&self, type_name: &str) -> Error {
        Error::value(format!(
            "Unknown format code '{}' for object of type '{type_name:.200}'",
            Code(self.kind)
        ))
    }
}

/// A code point as the error messages show it.
struct Code(u32);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match char::from_u32(self.0) {
            Some(c) if self.0 > 32 && self.0 < 128 => write!(f, "{c}"),
            _ => write!(f, "\\x{:x}", self.0),
        }
    }
}

#[cold]
fn both_separators() -> Error {
    Error::value("Cannot specify both ',' and '_'.")
}

struct Reader<'a, U> {
    units: &'a [U],
    at: usize,
}

impl<U: Unit> Reader<'_, U> {
    #[inline]
    fn peek(&self) -> Option<u32> {
        self.units.get(self.at).map(|u| u.code())
    }

    /// Steps over a character if it comes next.
    #[inline]
    fn accept(&mut self, c: u8) -> bool {
        let found = self.peek() == Some(c.into());
        self.at += usize::from(found);
        found
    }

    fn align_at(&self, index: usize) -> Option<Align> {
        match u8::try_from(self.units.get(index)?.code()).ok()? {
            b'<' => Some(Align::Left),
            b'>' => Some(Align::Right),
            b'^' => Some(Align::Center),
            b'=' => Some(Align::AfterSign),
            _ => None,
        }
    }

    /// Fills in what the text says; false if more than a type is left behind the rest.
    fn read(mut self, spec: &mut Spec, defaults: Defaults) -> Result<bool, Error> {
        let mut fill_given = false;
        let mut align_given = true;
        if let Some(align) = self.align_at(1) {
            spec.fill = self.units[0].code();
            fill_given = true;
            spec.align = align;
            self.at = 2;
        } else if let Some(align) = self.align_at(0) {
            spec.align = align;
            self.at = 1;
        } else {
            align_given = false;
        }
        spec.sign = match self.peek().and_then(|c| u8::try_from(c).ok()) {
            Some(b'+') => Some(Sign::Plus),
            Some(b'-') => Some(Sign::Minus),
            Some(b' ') => Some(Sign::Space),
            _ => None,
        };
        self.at += usize::from(spec.sign.is_some());
        spec.no_negative_zero = self.accept(b'z');
        spec.alternate = self.accept(b'#');
        if !fill_given && self.accept(b'0') {
            spec.fill = b'0'.into();
            if !align_given && defaults.align == Align::Right {
                spec.align = Align::AfterSign;
            }
        }
        spec.width = self.integer()?;
        spec.grouping = self.grouping()?;
        if self.accept(b'.') {
            spec.precision = self.integer()?;
            spec.fraction_grouping = self.grouping()?;
            if spec.precision.is_none() && spec.fraction_grouping.is_none() {
                return Err(Error::value("Format specifier missing precision"));
            }
        }
        match &self.units[self.at..] {
            [] => {}
            [kind] => spec.kind = kind.code(),
            _ => return Ok(false),
        }
        if let Some(grouping) = spec.grouping {
            check_grouping(grouping, spec.kind)?;
        }
        // The fraction's groups are refused for `n` only; where there is no fraction they do nothing.
        if let Some(grouping) = spec.fraction_grouping
            && spec.kind == u32::from(b'n')
        {
            check_grouping(grouping, spec.kind)?;
        }
        Ok(true)
    }

    /// A run of decimal digits, Unicode's too.
    fn integer(&mut self) -> Result<Option<usize>, Error> {
        let start = self.at;
        let mut value: usize = 0;
        while let Some(digit) = self.peek().and_then(digit_value) {
            value = value
                .checked_mul(10)
                .and_then(|value| value.checked_add(digit.into()))
                .filter(|&value| isize::try_from(value).is_ok())
                .ok_or_else(|| Error::value("Too many decimal digits in format string"))?;
            self.at += 1;
        }
        Ok((self.at > start).then_some(value))
    }

    fn grouping(&mut self) -> Result<Option<Grouping>, Error> {
        let mut found = None;
        if self.accept(b',') {
            found = Some(Grouping::Comma);
        }
        if self.accept(b'_') {
            if found.is_some() {
                return Err(both_separators());
            }
            found = Some(Grouping::Underscore);
        }
        // A second comma is left for the type, a comma behind an underscore is not.
        if found == Some(Grouping::Underscore) && self.peek() == Some(b','.into()) {
            return Err(both_separators());
        }
        Ok(found)
    }
}

/// The value of a decimal digit, Unicode's too.
#[inline]
fn digit_value(c: u32) -> Option<u8> {
    match c {
        0x30..=0x39 => Some(c as u8 - b'0'),
        0..=0x7F => None,
        _ => unicode::decimal_value(c),
    }
}

/// Refuses separators for presentation types that have no groups.
fn check_grouping(grouping: Grouping, kind: u32) -> Result<(), Error> {
    match u8::try_from(kind) {
        Ok(b'd' | b'e' | b'f' | b'g' | b'E' | b'G' | b'%' | b'F' | 0) => Ok(()),
        Ok(b'b' | b'o' | b'x' | b'X') if grouping == Grouping::Underscore => Ok(()),
        _ => Err(Error::value(format!(
            "Cannot specify '{}' with '{}'.",
            grouping.character() as char,
            Code(kind)
        ))),
    }
}
