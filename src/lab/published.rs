//! What others have measured and published, for the page of results: quoted, with where it stands, not measured here.

/// The part of the page.
pub const PART: &str = "
## What others found

These figures are quoted, not measured here; where the same thing is measured above, the two can be held against each other.

| who | what | how much |
| --- | --- | --- |
| CPython 3.14, gh-128718 and its correction gh-139922; Elhage, cpython-interp-perf (2025) | tail calls instead of computed gotos in C | 1 to 5% on Linux, after a regression of the baseline compiler, which had made it 15%, was found |
| CPython 3.14's three builds (switch, computed gotos, tail calls) against each other, on a machine like this one | dispatch alone | 1.00 to 1.03 |
| Rohou, Swamy and Seznec, CGO 2015 | indirect branches on processors since Haswell | hardly mispredicted any more: the cost of dispatch that Ertl and Gregg found in 2003 is mostly gone |
| Ertl and Gregg, JILP and PLDI 2003 | threaded code and superinstructions on processors of the time | up to a factor of 2 and more, by fewer mispredictions |
| boa#5047 (JavaScript in Rust) | tail calls against match | 8% |
| polkavm#382 (RISC-V in Rust) | tail calls against match | 13 to 37% |
| wasmtime#9995 (Pulley, WebAssembly in Rust) | tail calls against match | the match is ahead in two of three programs |
| rust#112788 | explicit tail calls in an interpreter's loop | 8% |
";
