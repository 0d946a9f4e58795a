//! What `--trace-hash` and `--heap-stats` add at the end of standard error.

use super::run::Ended;

/// The reports of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reports {
    /// The line about the instructions executed.
    pub trace: Option<String>,
    /// Objects left once the interpreter was gone.
    pub objects: Option<u64>,
}

/// Takes the reports off the end of standard error.
pub fn take(ended: &mut Ended) -> Reports {
    let mut reports = Reports::default();
    while let Some(line) = last_line(&ended.err) {
        let text = String::from_utf8_lossy(&ended.err[line..])
            .trim()
            .to_owned();
        if text.starts_with("trace: ") {
            reports.trace = Some(text);
        } else if let Some(rest) = text.strip_prefix("heap: ") {
            reports.objects = rest.split(' ').next().and_then(|count| count.parse().ok());
        } else {
            break;
        }
        ended.err.truncate(line);
    }
    reports
}

/// Where the last line of a text begins.
fn last_line(text: &[u8]) -> Option<usize> {
    let body = text.strip_suffix(b"\n")?;
    Some(
        body.iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |at| at + 1),
    )
}
