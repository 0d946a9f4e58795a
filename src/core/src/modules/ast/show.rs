//! How a node is shown: its fields, three levels deep, and of lists the ends.

use super::is_node;
use super::node::names;
use crate::object::{as_list, as_tuple, from_utf8, str_to_string};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

const LEVELS: usize = 3;

pub(super) fn repr(vm: &Vm, node: &Ref) -> PyResult {
    from_utf8(vm, &show(vm, node, LEVELS)?)
}

fn show(vm: &Vm, node: &Ref, levels: usize) -> PyResult<String> {
    vm.enter_native(" during ast node repr")?;
    let class = vm.type_of(node).name_str();
    if levels == 0 {
        return Ok(format!("{class}(...)"));
    }
    let mut parts = Vec::new();
    for name in names(vm, node, "_fields")? {
        let value = vm.get_attr(node, &vm.intern(name.clone()))?;
        let text = match value.kind() {
            Kind::List | Kind::Tuple => sequence(vm, &value, levels)?,
            _ => item(vm, &value, levels)?,
        };
        parts.push(format!("{}={text}", str_to_string(&name)));
    }
    Ok(format!("{class}({})", parts.join(", ")))
}

fn item(vm: &Vm, value: &Ref, levels: usize) -> PyResult<String> {
    if is_node(vm, value) {
        return show(vm, value, levels - 1);
    }
    vm.repr_string(value)
}

/// The first and the last item.
fn sequence(vm: &Vm, value: &Ref, levels: usize) -> PyResult<String> {
    let (open, close) = if value.has_kind(Kind::List) {
        ('[', ']')
    } else {
        ('(', ')')
    };
    let items = match as_tuple(value) {
        Some(items) => items.to_vec(),
        None => as_list(value).items().to_vec(),
    };
    let mut parts = Vec::new();
    if let Some(first) = items.first() {
        parts.push(item(vm, first, levels)?);
    }
    if items.len() > 2 {
        parts.push("...".to_owned());
    }
    if items.len() > 1 {
        parts.push(item(vm, &items[items.len() - 1], levels)?);
    }
    Ok(format!("{open}{}{close}", parts.join(", ")))
}
