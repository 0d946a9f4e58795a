//! Showing a warning.

use super::{Warning, attribute};
use crate::modules::support::sys_attribute;
use crate::object::exception::print::source_line;
use crate::object::{as_str, from_utf8, str_to_string};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// Calls `warnings._showwarnmsg`, or writes the warning to `sys.stderr` if there is no such function.
pub(super) fn show(vm: &Vm, w: &Warning, text: &Ref) -> PyResult<()> {
    // Only the module can tell where an object was made.
    let Some(function) = attribute(vm, "_showwarnmsg", w.source.is_some())? else {
        if write(vm, w, text).is_err() {
            vm.clear_exception();
        }
        return Ok(());
    };
    if !vm.is_callable(&function) {
        return Err(vm.type_error("warnings._showwarnmsg() must be set to a callable"));
    }
    let Some(class) = attribute(vm, "WarningMessage", false)? else {
        return Err(vm.runtime_error("unable to get warnings.WarningMessage"));
    };
    let message = vm.call_positional(
        &class,
        &[
            w.message.clone(),
            w.category.clone(),
            w.filename.clone(),
            vm.new_int(w.lineno),
            Ref::none(),
            Ref::none(),
            w.source.clone().unwrap_or_else(Ref::none),
        ],
    )?;
    vm.call_one(&function, &message).map(drop)
}

/// `file:line: Category: text`, and the line of source below it.
fn write(vm: &Vm, w: &Warning, text: &Ref) -> PyResult<()> {
    let Some(stderr) = sys_attribute(vm, &vm.names.stderr).filter(|f| !f.is_none()) else {
        return Ok(());
    };
    let category = vm.get_attr(&w.category, &vm.names.name)?;
    let write = |part: &Ref| {
        vm.call_method(&stderr, &vm.names.write, std::slice::from_ref(part))
            .map(drop)
    };
    write(&w.filename)?;
    write(&from_utf8(vm, &format!(":{}: ", w.lineno))?)?;
    write(&vm.str(&category)?)?;
    write(&from_utf8(vm, ": ")?)?;
    write(&vm.str(text)?)?;
    write(&from_utf8(vm, "\n")?)?;
    let line = match &w.line {
        Some(line) => as_str(line).units().to_string_lossy().into(),
        None => source_line(vm, &str_to_string(&w.filename), w.lineno),
    };
    let line = line.trim_start_matches([' ', '\t', '\x0c']);
    if line.is_empty() {
        return Ok(());
    }
    write(&from_utf8(
        vm,
        &format!("  {}\n", line.trim_end_matches('\n')),
    )?)
}
