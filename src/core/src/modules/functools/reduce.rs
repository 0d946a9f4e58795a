//! `reduce`.

use crate::object::str_to_string;
use crate::ops::Callback;
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;

pub fn reduce(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let a = args.positional();
    let (given, all) = (a.len(), args.all().len());
    if all > 3 {
        return Err(vm.type_error(format!("reduce() takes at most 3 arguments ({all} given)")));
    }
    if given < 2 {
        return Err(vm.type_error(format!(
            "reduce() takes at least 2 positional arguments ({given} given)"
        )));
    }
    let mut result = a.get(2).cloned();
    for (name, value) in args.keywords() {
        let name = str_to_string(name);
        if name != "initial" {
            return Err(vm.type_error(format!(
                "reduce() got an unexpected keyword argument '{name}'"
            )));
        }
        result = Some(value.clone());
    }
    let it = match vm.iter(&a[1]) {
        Ok(it) => it,
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            return Err(vm.type_error("reduce() arg 2 must support iteration"));
        }
    };
    let f = Callback::new(vm, &a[0], 2);
    for value in vm.iterate_from(it) {
        let value = value?;
        result = Some(match result {
            None => value,
            Some(r) => f.call(&[r, value])?,
        });
    }
    result.ok_or_else(|| vm.type_error("reduce() of empty iterable with no initial value"))
}
