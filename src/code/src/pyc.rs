//! `.pyc` files of CPython 3.14: a header of 16 bytes, then one code object in marshal format.

use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;

use crate::data::{CodeData, Const};
use crate::marshal;

/// The magic number of CPython 3.14 (`importlib.util.MAGIC_NUMBER`), with its fixed line end.
pub const MAGIC: [u8; 4] = [0x2B, 0x0E, b'\r', b'\n'];

/// Bytes before the marshal data.
pub const HEADER_SIZE: usize = 16;

/// How a `.pyc` says which source it belongs to (PEP 552).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validation {
    /// By the source's modification time (seconds, modulo 2**32) and size (modulo 2**32).
    Timestamp {
        /// `st_mtime`
        mtime: u32,
        /// `st_size`
        size: u32,
    },
    /// By the SipHash of the source, to be compared if `check` is set.
    Hash {
        /// `_imp.source_hash`
        hash: [u8; 8],
        /// Whether the source is to be looked at.
        check: bool,
    },
}

/// Why a `.pyc` cannot be used.
#[derive(Debug)]
pub enum PycError {
    /// The file cannot be opened or mapped.
    Io(io::Error),
    /// It ends within its header.
    ShortHeader(usize),
    /// It is not of CPython 3.14; the magic number it has.
    BadMagic([u8; 4]),
    /// Its flags mean nothing to CPython 3.14.
    BadFlags(u32),
    /// What follows the header is not well-formed marshal data. Offsets count from the end of the header.
    Marshal(marshal::ReadError),
    /// What follows the header is no code object.
    NotCode,
}

impl fmt::Display for PycError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PycError::Io(error) => error.fmt(f),
            PycError::ShortHeader(size) => {
                write!(
                    f,
                    "truncated .pyc file: {size} bytes, its header alone has {HEADER_SIZE}"
                )
            }
            PycError::BadMagic(magic) => write!(
                f,
                "bad magic number in .pyc file: {} (CPython 3.14 has {})",
                u16::from_le_bytes([magic[0], magic[1]]),
                u16::from_le_bytes([MAGIC[0], MAGIC[1]]),
            ),
            PycError::BadFlags(flags) => write!(f, "invalid flags {flags:#x} in .pyc file"),
            PycError::Marshal(error) => {
                if error.problem == marshal::ReadProblem::Truncated {
                    f.write_str("truncated .pyc file: ")?;
                }
                error.fmt(f)
            }
            PycError::NotCode => f.write_str("non-code object in .pyc file"),
        }
    }
}

impl std::error::Error for PycError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PycError::Io(error) => Some(error),
            PycError::Marshal(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for PycError {
    fn from(error: io::Error) -> PycError {
        PycError::Io(error)
    }
}

/// Reads the header of a `.pyc`.
pub fn parse_header(data: &[u8]) -> Result<Validation, PycError> {
    // The magic number first: a short file that is no .pyc at all should be called that.
    if let Some(magic) = data.first_chunk::<4>()
        && *magic != MAGIC
    {
        return Err(PycError::BadMagic(*magic));
    }
    let Some(header) = data.first_chunk::<HEADER_SIZE>() else {
        return Err(PycError::ShortHeader(data.len()));
    };
    let word = |at: usize| {
        u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
    };
    match word(4) {
        0 => Ok(Validation::Timestamp {
            mtime: word(8),
            size: word(12),
        }),
        flags @ (0b01 | 0b11) => {
            let mut hash = [0; 8];
            hash.copy_from_slice(&header[8..]);
            let check = flags & 0b10 != 0;
            Ok(Validation::Hash { hash, check })
        }
        flags => Err(PycError::BadFlags(flags)),
    }
}

/// Reads the code object of a `.pyc` held in memory. It is not verified.
pub fn read_pyc(data: &[u8]) -> Result<(Validation, Arc<CodeData>), PycError> {
    let validation = parse_header(data)?;
    // CPython, too, ignores what follows the code object.
    match marshal::read_prefix(&data[HEADER_SIZE..]) {
        Ok((Const::Code(code), _)) => Ok((validation, code)),
        Ok(_) => Err(PycError::NotCode),
        Err(error) => Err(PycError::Marshal(error)),
    }
}

/// Writes a `.pyc`.
pub fn write_pyc(
    code: &Arc<CodeData>,
    validation: Validation,
) -> Result<Vec<u8>, marshal::WriteError> {
    let mut out = MAGIC.to_vec();
    match validation {
        Validation::Timestamp { mtime, size } => {
            for word in [0, mtime, size] {
                out.extend(word.to_le_bytes());
            }
        }
        Validation::Hash { hash, check } => {
            let flags: u32 = if check { 0b11 } else { 0b01 };
            out.extend(flags.to_le_bytes());
            out.extend(hash);
        }
    }
    let value = Const::Code(Arc::clone(code));
    out.extend(marshal::write(&value, marshal::Version::V5)?);
    Ok(out)
}

/// A `.pyc` file, mapped into memory.
#[derive(Debug)]
pub struct PycFile {
    /// `None` for an empty file, which cannot be mapped.
    map: Option<Mmap>,
}

impl PycFile {
    /// Maps the file. Its header is checked by the other functions.
    pub fn open(path: impl AsRef<Path>) -> Result<PycFile, PycError> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
        }
        if metadata.len() == 0 {
            return Ok(PycFile { map: None });
        }
        // SAFETY: the map is read-only and private. Should someone truncate the file while we read it we would be
        // killed by SIGBUS, as any program that maps files; .pyc files are replaced by renaming, not rewritten.
        let map = unsafe { Mmap::map(&file)? };
        Ok(PycFile { map: Some(map) })
    }

    /// The bytes of the file.
    pub fn data(&self) -> &[u8] {
        self.map.as_deref().unwrap_or_default()
    }

    /// What the header says.
    pub fn validation(&self) -> Result<Validation, PycError> {
        parse_header(self.data())
    }

    /// The code object. It is not verified.
    pub fn read_code(&self) -> Result<Arc<CodeData>, PycError> {
        read_pyc(self.data()).map(|(_, code)| code)
    }
}
