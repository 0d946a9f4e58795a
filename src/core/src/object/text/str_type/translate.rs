//! `translate` and `maketrans`.

use crate::object::{as_dict, as_str, from_buf, int_to_i64, new_dict};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use tricera_text::str::StrBuf;
use tricera_text::str::translate::{self as text, Translated};

/// `str.translate(table)`
pub fn translate(vm: &Vm, this: &Ref, table: &Ref) -> PyResult {
    let done: Result<StrBuf, Raised> = text::translate(as_str(this).units(), |c| {
        let key = vm.new_int(i64::from(c));
        let to = match vm.get_item(table, &key) {
            Ok(to) => to,
            Err(r) => {
                vm.catch(r, vm.types.lookup_error)?;
                return Ok(Translated::Same);
            }
        };
        translated(vm, &to)
    });
    from_buf(vm, done?)
}

fn translated(vm: &Vm, to: &Ref) -> PyResult<Translated> {
    if to.is_none() {
        return Ok(Translated::Delete);
    }
    if to.has_kind(Kind::Str) {
        let s = as_str(to);
        return Ok(match s.len() {
            1 => Translated::Char(s.units().at(0)),
            _ => Translated::Str(StrBuf::from(s.units())),
        });
    }
    if to.has_kind(Kind::Int) || to.has_kind(Kind::Bool) {
        return match int_to_i64(to) {
            Some(c @ 0..=0x10_FFFF) => Ok(Translated::Char(c as u32)),
            _ => Err(vm.value_error("character mapping must be in range(0x110000)")),
        };
    }
    Err(vm.type_error("character mapping must return integer, None or str"))
}

/// `str.maketrans(x, y, z)`
pub fn maketrans(vm: &Vm, _: &Ref, args: &[Ref]) -> PyResult {
    let table = new_dict(vm);
    let add = |c: u32, to: Ref| as_dict(&table).set(vm, &vm.new_int(i64::from(c)), to);
    if let [x] = args {
        if !x.is_exact(Kind::Dict) {
            return Err(
                vm.type_error("if you give only one argument to maketrans it must be a dict")
            );
        }
        from_dict(vm, &table, x)?;
        return Ok(table);
    }
    let (x, y) = (&args[0], &args[1]);
    vm.str_argument("maketrans", 2, y)?;
    if let Some(z) = args.get(2) {
        vm.str_argument("maketrans", 3, z)?;
    }
    if !x.has_kind(Kind::Str) {
        return Err(vm.type_error(
            "first maketrans argument must be a string if there is a second argument",
        ));
    }
    if as_str(x).len() != as_str(y).len() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    let chars = |r: &Ref| -> Vec<u32> { as_str(r).units().chars().collect() };
    for (from, to) in chars(x).into_iter().zip(chars(y)) {
        add(from, vm.new_int(i64::from(to)))?;
    }
    if let Some(z) = args.get(2) {
        for c in chars(z) {
            add(c, Ref::none())?;
        }
    }
    Ok(table)
}

/// Copies a dict whose keys are ints or strings of one character.
fn from_dict(vm: &Vm, table: &Ref, source: &Ref) -> PyResult<()> {
    let (source, mut at) = (as_dict(source), 0);
    while let Some(e) = source.next_entry(&mut at) {
        // SAFETY: the entry's words are live; new references keep them so while the table is filled.
        let (key, value) = unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) };
        let key = if key.has_kind(Kind::Str) {
            let s = as_str(&key).units();
            if s.len() != 1 {
                return Err(vm.value_error("string keys in translatetable must be of length 1"));
            }
            vm.new_int(i64::from(s.at(0)))
        } else if key.has_kind(Kind::Int) || key.has_kind(Kind::Bool) {
            key
        } else {
            return Err(vm.type_error("keys in translate table mustbe strings or integers"));
        };
        as_dict(table).set(vm, &key, value)?;
    }
    Ok(())
}
