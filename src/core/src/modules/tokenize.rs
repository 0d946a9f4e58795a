//! The module `_tokenize`.

use super::ModuleSpec;
use super::common::{add_type, itself, type_arg};
use super::support::bad_argument;
use crate::object::{
    Layout, Payload, TypeSpec, as_bytes, as_str, decode_bytes, flags, new_object, new_tuple,
    payload,
};
use crate::runtime::{Args, PyResult, Raised, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::RefCell;
use std::sync::LazyLock;
use tricera_text::str::{StrBuf, StrRef};
use tricera_text::tokenize::{Error, ErrorKind, Place, Stop, Tokenizer};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_tokenize",
    doc: "",
    methods: &[],
    init: |vm, module| add_type(vm, module, &TOKENIZER_ITER).map(drop),
};

struct TokenizerIter {
    readline: Ref,
    /// Of what `readline` gives, if that is bytes.
    encoding: Option<String>,
    /// Empty while it is at work, and at the end.
    tokenizer: RefCell<Option<Box<Tokenizer>>>,
}

impl Payload for TokenizerIter {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.readline.slot());
    }
}

static LAYOUT: Layout = Layout::of::<TokenizerIter>();
static SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("readline, /, *, encoding=None, extra_tokens"));

static TOKENIZER_ITER: TypeSpec = TypeSpec {
    module: "_tokenize",
    flags: flags::BASETYPE,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(new));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("TokenizerIter", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let a = SIGNATURE.bind(vm, "tokenizeriter", args)?;
    let encoding = match &a[1] {
        None => None,
        Some(e) if e.has_kind(Kind::Str) => Some(vm.utf8_of(e)?),
        Some(e) => return Err(bad_argument(vm, e, "tokenizeriter", "'encoding'", "str")),
    };
    let extra = vm.is_true(a[2].as_ref().expect("required"))?;
    let it = TokenizerIter {
        readline: a[0].clone().expect("required"),
        encoding,
        tokenizer: RefCell::new(Some(Box::new(Tokenizer::new(extra)))),
    };
    Ok(new_object(vm, type_arg(ty), it))
}

/// The next line's characters; none at the end.
fn read_line(vm: &Vm, it: &TokenizerIter) -> PyResult<Vec<u32>> {
    let line = match vm.call(&it.readline, &Args::EMPTY) {
        Ok(line) => line,
        Err(r) => {
            vm.catch(r, vm.types.stop_iteration)?;
            return Ok(Vec::new());
        }
    };
    let line = match &it.encoding {
        Some(encoding) if line.has_kind(Kind::Bytes) => {
            decode_bytes(vm, as_bytes(&line), encoding, "replace")?
        }
        Some(_) => return Err(vm.type_error("readline() returned a non-bytes object")),
        None if line.has_kind(Kind::Str) => line,
        None => return Err(vm.type_error("readline() returned a non-string object")),
    };
    Ok(as_str(&line).units().chars().collect())
}

fn text(vm: &Vm, chars: &[u32]) -> PyResult {
    let mut out = StrBuf::new();
    out.push_str(StrRef::Ucs4(chars));
    crate::object::from_buf(vm, out.finish())
}

fn place(vm: &Vm, (line, col): Place) -> Ref {
    new_tuple(
        vm,
        [vm.new_int(line as i64), vm.new_int(col as isize as i64)],
    )
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<TokenizerIter>(this);
    // Whoever asks again while a line is being read gets nothing.
    let Some(mut tokenizer) = it.tokenizer.borrow_mut().take() else {
        return Ok(None);
    };
    let found = tokenizer.next(&mut || read_line(vm, it));
    let token = match found {
        Ok(Some(token)) => token,
        Ok(None) => return Ok(None),
        Err(Stop::Read(r)) => return Err(r),
        Err(Stop::Source(e)) => return Err(raise(vm, &e)),
    };
    *it.tokenizer.borrow_mut() = Some(tokenizer);
    let all = [
        vm.new_int(token.kind.into()),
        text(vm, &token.text)?,
        place(vm, token.start),
        place(vm, token.end),
        text(vm, &token.line)?,
    ];
    Ok(Some(new_tuple(vm, all)))
}

#[cold]
fn raise(vm: &Vm, e: &Error) -> Raised {
    let raise = || -> PyResult<Raised> {
        let ty = match e.kind {
            ErrorKind::Syntax => vm.types.syntax_error,
            ErrorKind::Indentation => vm.types.indentation_error,
            ErrorKind::Tab => vm.types.tab_error,
        };
        let line = vm.new_int(e.line as i64);
        let offset = vm.new_int(e.offset as i64);
        let (end_line, end_offset) = match e.kind {
            ErrorKind::Syntax => (line.clone(), offset.clone()),
            _ => (Ref::none(), Ref::none()),
        };
        let message = crate::object::from_utf8(vm, &e.message)?;
        let file = crate::object::from_utf8(vm, "<string>")?;
        let source = text(vm, &e.text)?;
        let details = new_tuple(vm, [file, line, offset, source, end_line, end_offset]);
        Ok(vm.raise_new(ty, vec![message, details]))
    };
    raise().unwrap_or_else(|r| r)
}
