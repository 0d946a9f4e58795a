//! Quoted-printable text (RFC 1521).

/// Characters of an encoded line at the most.
const MAX_LINE: usize = 76;

fn hex_digit(c: u8) -> Option<u8> {
    char::from(c).to_digit(16).map(|d| d as u8)
}

/// Decodes; what is wrong stays as it is. In a header, underscores are spaces.
pub fn decode(data: &[u8], header: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    let mut at = 0;
    while let Some(&c) = data.get(at) {
        at += 1;
        if c != b'=' {
            out.push(if header && c == b'_' { b' ' } else { c });
            continue;
        }
        let Some(&c) = data.get(at) else { break };
        if c == b'\n' || c == b'\r' {
            // A soft line break, with whatever is left of the line.
            let end = data[at..].iter().position(|c| *c == b'\n');
            at = end.map_or(data.len(), |n| at + n + 1);
        } else if c == b'=' {
            out.push(b'=');
            at += 1;
        } else if let (Some(high), Some(low)) =
            (hex_digit(c), data.get(at + 1).and_then(|c| hex_digit(*c)))
        {
            out.push(high << 4 | low);
            at += 2;
        } else {
            out.push(b'=');
        }
    }
    out
}

/// How to encode.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Tabs and spaces are quoted, too.
    pub quote_tabs: bool,
    /// Line ends are line ends, not data.
    pub is_text: bool,
    /// Spaces become underscores.
    pub header: bool,
}

struct Encoder<'a> {
    data: &'a [u8],
    options: Options,
    /// Lines end with CR and LF.
    crlf: bool,
    out: Vec<u8>,
    /// The length of the current line.
    len: usize,
}

/// Encodes.
pub fn encode(data: &[u8], options: Options) -> Vec<u8> {
    // The first line end decides for all.
    let first = data.iter().position(|c| *c == b'\n');
    let mut e = Encoder {
        data,
        options,
        crlf: first.is_some_and(|i| i > 0 && data[i - 1] == b'\r'),
        out: Vec::with_capacity(data.len() + data.len() / 8),
        len: 0,
    };
    let mut at = 0;
    while at < data.len() {
        at += e.step(at);
    }
    e.out
}

impl Encoder<'_> {
    /// Encodes what is at `at`, and says how many bytes that was.
    fn step(&mut self, at: usize) -> usize {
        let (c, next) = (self.data[at], self.data.get(at + 1).copied());
        if self.must_be_quoted(c, next) {
            if self.len + 3 >= MAX_LINE {
                self.soft_break();
            }
            self.quote(c);
            self.len += 3;
            return 1;
        }
        let two = c == b'\r' && next == Some(b'\n');
        if self.options.is_text && (c == b'\n' || two) {
            self.len = 0;
            // Blanks at the end of a line would get lost.
            if let Some(&blank @ (b' ' | b'\t')) = self.out.last() {
                self.out.pop();
                self.quote(blank);
            }
            self.line_end();
            return 1 + usize::from(two);
        }
        if next.is_some_and(|n| n != b'\n') && self.len + 1 >= MAX_LINE {
            self.soft_break();
        }
        self.len += 1;
        self.out.push(if self.options.header && c == b' ' {
            b'_'
        } else {
            c
        });
        1
    }

    fn must_be_quoted(&self, c: u8, next: Option<u8>) -> bool {
        let o = &self.options;
        match c {
            127.. | b'=' => true,
            b'_' => o.header,
            // A line of one dot ends a mail.
            b'.' => self.len == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0)),
            b'\r' | b'\n' => !o.is_text,
            b'\t' | b' ' => next.is_none() || o.quote_tabs,
            _ => c < 33,
        }
    }

    fn quote(&mut self, c: u8) {
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        self.out
            .extend([b'=', HEX[usize::from(c >> 4)], HEX[usize::from(c & 15)]]);
    }

    fn line_end(&mut self) {
        if self.crlf {
            self.out.push(b'\r');
        }
        self.out.push(b'\n');
    }

    fn soft_break(&mut self) {
        self.out.push(b'=');
        self.line_end();
        self.len = 0;
    }
}
