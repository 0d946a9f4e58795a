//! Where a running program asks whether something else wants to run (signals, pending calls, collection).

use std::fmt;
use std::num::NonZeroU32;

/// The poll points of the breaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BreakerPolicy {
    /// At RESUME, at backward jumps and after calls of builtins, as CPython 3.14 does.
    #[default]
    Cpython,
    /// At backward jumps only.
    BackEdges,
    /// Before every instruction.
    EveryInstruction,
    /// After this many instructions, as the ticker of CPython 2.5 did (its `sys.setcheckinterval`).
    Ticker(NonZeroU32),
}

/// The check interval of CPython 2.5.
const TICKER_DEFAULT: NonZeroU32 = NonZeroU32::new(100).unwrap();

impl BreakerPolicy {
    /// Reads `cpython`, `back-edges`, `every-instruction`, `ticker` or `ticker=N`.
    ///
    /// # Errors
    /// When the text is none of these, or N is not a positive number of 32 bits.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "cpython" => Ok(Self::Cpython),
            "back-edges" => Ok(Self::BackEdges),
            "every-instruction" => Ok(Self::EveryInstruction),
            "ticker" => Ok(Self::Ticker(TICKER_DEFAULT)),
            _ => match text.strip_prefix("ticker=").map(str::parse) {
                Some(Ok(interval)) => Ok(Self::Ticker(interval)),
                Some(Err(_)) => Err("the ticker's interval is a number from 1".to_owned()),
                None => {
                    Err("cpython, back-edges, every-instruction, ticker or ticker=N".to_owned())
                }
            },
        }
    }
}

impl fmt::Display for BreakerPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cpython => f.write_str("cpython"),
            Self::BackEdges => f.write_str("back-edges"),
            Self::EveryInstruction => f.write_str("every-instruction"),
            Self::Ticker(interval) => write!(f, "ticker={interval}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_round_trip_through_their_names() {
        for text in ["cpython", "back-edges", "every-instruction", "ticker=7"] {
            assert_eq!(BreakerPolicy::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(
            BreakerPolicy::parse("ticker").unwrap().to_string(),
            "ticker=100"
        );
    }

    #[test]
    fn a_ticker_of_zero_and_unknown_names_are_refused() {
        assert!(BreakerPolicy::parse("ticker=0").is_err());
        assert!(BreakerPolicy::parse("ticker=").is_err());
        assert!(BreakerPolicy::parse("never").is_err());
    }
}
