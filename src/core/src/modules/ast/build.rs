//! From parsed source to nodes that Python code can look at.

use super::NAME;
use crate::object::code::constant;
use crate::object::{from_utf8, new_list};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;
use std::collections::HashMap;
use tricera_code::compile::tree::{Node, Value};

/// Makes the nodes of one tree.
struct Builder<'a> {
    vm: &'a Vm,
    module: Ref,
    classes: HashMap<&'static str, Ref>,
    /// Operators and contexts, of which one of each kind is enough.
    shared: HashMap<&'static str, Ref>,
}

/// The object of a tree.
pub fn build(vm: &Vm, node: &Node) -> PyResult {
    let mut b = Builder {
        vm,
        module: crate::runtime::import::import_module(vm, NAME)?,
        classes: HashMap::new(),
        shared: HashMap::new(),
    };
    b.node(node)
}

impl Builder<'_> {
    fn class(&mut self, name: &'static str) -> PyResult {
        if let Some(c) = self.classes.get(name) {
            return Ok(c.clone());
        }
        let class = self.vm.get_attr_str(&self.module, name)?;
        self.classes.insert(name, class.clone());
        Ok(class)
    }

    fn node(&mut self, node: &Node) -> PyResult {
        let vm = self.vm;
        vm.enter_native(" during ast construction")?;
        let is_shared = node.fields.is_empty() && node.place.is_none();
        if is_shared && let Some(known) = self.shared.get(node.class) {
            return Ok(known.clone());
        }
        let class = self.class(node.class)?;
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for (name, value) in &node.fields {
            values.push(self.value(value)?);
            names.push(vm.interned.intern_str(vm, name));
        }
        if let Some(place) = node.place {
            let attributes = ["lineno", "col_offset", "end_lineno", "end_col_offset"];
            for (name, n) in attributes.into_iter().zip(place) {
                names.push(vm.interned.intern_str(vm, name));
                values.push(vm.new_int(n.into()));
            }
        }
        let made = vm.call(&class, &Args::new(&values, &names))?;
        if is_shared {
            self.shared.insert(node.class, made.clone());
        }
        Ok(made)
    }

    fn value(&mut self, value: &Value) -> PyResult {
        let vm = self.vm;
        match value {
            Value::Nothing => Ok(Ref::none()),
            Value::Node(node) => self.node(node),
            Value::List(items) => {
                let items: Vec<Ref> = items
                    .iter()
                    .map(|i| self.value(i))
                    .collect::<PyResult<_>>()?;
                Ok(new_list(vm, items))
            }
            Value::Text(s) => Ok(vm.intern(from_utf8(vm, s)?)),
            Value::Int(i) => Ok(vm.new_int(*i)),
            Value::Constant(c) => constant(vm, c),
        }
    }
}
