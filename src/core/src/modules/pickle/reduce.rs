//! Objects that are written as a call that makes them, and those that are found by their name.

use super::opcodes::*;
use super::save::Saver;
use crate::object::{as_dict, as_str, as_tuple, from_utf8, int_to_i64, new_tuple, str_to_string};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

impl Saver<'_> {
    fn noted(&self, r: &Ref, obj: &Ref, what: &str) -> PyResult<()> {
        self.save(r).map_err(|e| {
            self.note(
                e,
                &format!("when serializing {} {what}", self.type_name(obj)),
            )
        })
    }

    /// Writes what `__reduce__` said of `obj`.
    pub fn save_reduce(&self, parts: &[Ref], obj: Option<&Ref>) -> PyResult<()> {
        let vm = self.vm;
        if !(2..=6).contains(&parts.len()) {
            return Err(
                self.error("tuple returned by __reduce__ must contain 2 through 6 elements")
            );
        }
        let part = |i: usize| parts.get(i).filter(|r| !r.is_none());
        let (callable, args) = (&parts[0], &parts[1]);
        let wrong = |place: &str, wanted: &str, r: &Ref| {
            self.error(&format!(
                "{place} item of the tuple returned by __reduce__ must be {wanted}, not {}",
                self.type_name(r)
            ))
        };
        if !vm.is_callable(callable) {
            return Err(wrong("first", "callable", callable));
        }
        let Some(items) = as_tuple(args) else {
            return Err(wrong("second", "a tuple", args));
        };
        for (i, place) in [(3, "fourth"), (4, "fifth")] {
            if let Some(r) = part(i).filter(|r| vm.type_of(r).slots.next.get().is_none()) {
                return Err(wrong(place, "an iterator", r));
            }
        }
        if let Some(f) = part(5).filter(|f| !vm.is_callable(f)) {
            return Err(wrong("sixth", "callable", f));
        }
        let name = match self.protocol() >= 2 {
            true => vm.get_attr_opt(callable, &vm.names.name)?,
            false => None,
        };
        let name = name.filter(|n| n.has_kind(Kind::Str));
        let shown = obj.unwrap_or(callable);
        match name.as_ref().and_then(|n| as_str(n).as_ascii()) {
            Some("__newobj_ex__") => self.save_newobj_ex(items, shown)?,
            Some("__newobj__") => self.save_newobj(items, obj, shown)?,
            _ => {
                self.noted(callable, shown, "reconstructor")?;
                self.noted(args, shown, "reconstructor arguments")?;
                self.put(&[REDUCE]);
            }
        }
        let Some(obj) = obj else {
            return self.save_rest(parts, callable);
        };
        if self.p.number_of(obj).is_some() {
            // What it is made of refers to it and has written it already.
            self.put(&[POP]);
            self.get_if_known(obj);
        } else {
            self.memoize(obj);
        }
        self.save_rest(parts, obj)
    }

    /// Items, entries and state.
    fn save_rest(&self, parts: &[Ref], obj: &Ref) -> PyResult<()> {
        let part = |i: usize| parts.get(i).filter(|r| !r.is_none());
        if let Some(items) = part(3) {
            self.batch_list(items, obj)?;
        }
        if let Some(entries) = part(4) {
            self.batch_dict(entries, obj)?;
        }
        let Some(state) = part(2) else { return Ok(()) };
        match part(5) {
            None => {
                self.noted(state, obj, "state")?;
                self.put(&[BUILD]);
            }
            Some(setter) => {
                self.noted(setter, obj, "state setter")?;
                self.save(obj)?;
                self.noted(state, obj, "state")?;
                self.put(&[TUPLE2, REDUCE, POP]);
            }
        }
        Ok(())
    }

    fn save_newobj_ex(&self, items: &[Ref], shown: &Ref) -> PyResult<()> {
        let vm = self.vm;
        let [class, args, keywords] = items else {
            let n = items.len();
            return Err(self.error(&format!("__newobj_ex__ expected 3 arguments, got {n}")));
        };
        for (r, kind, place, wanted) in [
            (class, Kind::Type, "first", "a class"),
            (args, Kind::Tuple, "second", "a tuple"),
            (keywords, Kind::Dict, "third", "a dict"),
        ] {
            if !r.has_kind(kind) {
                return Err(self.error(&format!(
                    "{place} argument to __newobj_ex__() must be {wanted}, not {}",
                    self.type_name(r)
                )));
            }
        }
        if self.protocol() >= 4 {
            self.noted(class, shown, "class")?;
            self.noted(args, shown, "__new__ arguments")?;
            self.noted(keywords, shown, "__new__ arguments")?;
            self.put(&[NEWOBJ_EX]);
            return Ok(());
        }
        // `partial(cls.__new__, cls, *args, **kwargs)`, called without arguments.
        let mut all = vec![vm.get_attr(class, &vm.names.new)?, class.clone()];
        all.extend(as_tuple(args).unwrap_or(&[]).iter().cloned());
        let mut names = Vec::new();
        for pair in vm.collect(&vm.call_method_str(keywords, "items", &[])?)? {
            if let Some([k, v]) = as_tuple(&pair) {
                names.push(k.clone());
                all.push(v.clone());
            }
        }
        let f = vm.call(&self.state.partial, &Args::new(&all, &names))?;
        self.noted(&f, shown, "reconstructor")?;
        self.save(&new_tuple(vm, []))?;
        self.put(&[REDUCE]);
        Ok(())
    }

    fn save_newobj(&self, items: &[Ref], obj: Option<&Ref>, shown: &Ref) -> PyResult<()> {
        let vm = self.vm;
        let Some((class, rest)) = items.split_first() else {
            return Err(self.error("__newobj__ expected at least 1 argument, got 0"));
        };
        if !class.has_kind(Kind::Type) {
            return Err(self.error(&format!(
                "first argument to __newobj__() must be a class, not {}",
                self.type_name(class)
            )));
        }
        if let Some(obj) = obj {
            let own = vm.get_attr_str(obj, "__class__")?;
            if !own.is(class) {
                let (a, b) = (vm.repr_string(&own)?, vm.repr_string(class)?);
                return Err(self.error(&format!(
                    "first argument to __newobj__() must be {a}, not {b}"
                )));
            }
        }
        self.noted(class, shown, "class")?;
        self.noted(&new_tuple(vm, rest.to_vec()), shown, "__new__ arguments")?;
        self.put(&[NEWOBJ]);
        Ok(())
    }

    /// Writes where an object is found: its module, and its name in it.
    pub fn save_global(&self, obj: &Ref, name: Option<&Ref>) -> PyResult<()> {
        let vm = self.vm;
        let name = match name {
            Some(n) => n.clone(),
            None => {
                let qualified = vm.get_attr_opt(obj, &vm.names.qualname)?;
                match qualified.filter(|q| !q.is_none()) {
                    Some(q) => q,
                    None => vm.get_attr(obj, &vm.names.name)?,
                }
            }
        };
        let module = self.module_of(obj, &name)?;
        if self.protocol() >= 2 {
            let key = new_tuple(vm, [module.clone(), name.clone()]);
            if let Some(code) = as_dict(&self.state.extension_registry).get(vm, &key)? {
                return self.save_extension(&code, obj);
            }
        }
        if self.protocol() >= 4 {
            self.save(&module)?;
            self.save(&name)?;
            self.put(&[STACK_GLOBAL]);
        } else {
            let text = str_to_string(&name);
            let mut path = text.split('.');
            let first = path.next().unwrap_or("");
            let rest: Vec<&str> = path.collect();
            // Older protocols know plain names only: the rest of the way is gone by `getattr`.
            for _ in &rest {
                self.save(&self.state.getattr)?;
                if self.protocol() < 2 {
                    self.put(&[MARK]);
                }
            }
            self.save_top(&module, &from_utf8(vm, first)?)?;
            for attribute in rest {
                self.save(&vm.interned.intern_str(vm, attribute))?;
                self.put(&[if self.protocol() < 2 { TUPLE } else { TUPLE2 }, REDUCE]);
            }
        }
        self.memoize(obj);
        Ok(())
    }

    fn save_extension(&self, code: &Ref, obj: &Ref) -> PyResult<()> {
        let n = int_to_i64(code).filter(|n| (1..=0x7fff_ffff).contains(n));
        let Some(n) = n else {
            let vm = self.vm;
            let (obj, code) = (vm.repr_string(obj)?, vm.repr_string(code)?);
            return Err(vm.runtime_error(format!(
                "Can't pickle {obj}: extension code {code} is out of range"
            )));
        };
        if let Ok(n) = u8::try_from(n) {
            self.put(&[EXT1, n]);
        } else if let Ok(n) = u16::try_from(n) {
            let [a, b] = n.to_le_bytes();
            self.put(&[EXT2, a, b]);
        } else {
            let mut data = vec![EXT4];
            data.extend((n as u32).to_le_bytes());
            self.put(&data);
        }
        Ok(())
    }

    fn save_top(&self, module: &Ref, name: &Ref) -> PyResult<()> {
        let vm = self.vm;
        let (mut module, mut name) = (module.clone(), name.clone());
        if self.p.fix_imports.get() {
            let key = new_tuple(vm, [module.clone(), name.clone()]);
            if let Some(pair) = as_dict(&self.state.reverse_names).get(vm, &key)? {
                if let Some([m, n]) = as_tuple(&pair) {
                    (module, name) = (m.clone(), n.clone());
                }
            } else if let Some(m) = as_dict(&self.state.reverse_imports).get(vm, &module)? {
                module = m;
            }
        }
        let mut out = vec![GLOBAL];
        for (text, what) in [(&module, "module"), (&name, "global")] {
            let encoding = if self.protocol() >= 3 {
                "utf-8"
            } else {
                "ascii"
            };
            match crate::object::encode_str(vm, text, encoding, "strict") {
                Ok(bytes) => out.extend(bytes),
                Err(e) => {
                    if !vm.raised_is(vm.types.unicode_encode_error) {
                        return Err(e);
                    }
                    let cause = vm.take_exception();
                    let (text, n) = (vm.repr_string(text)?, self.protocol());
                    let e = self.error(&format!(
                        "can't pickle {what} identifier {text} using pickle protocol {n}"
                    ));
                    return Err(super::because_of(vm, e, cause));
                }
            }
            out.push(b'\n');
        }
        self.put(&out);
        Ok(())
    }

    /// The name of the module in which `obj` is found under `name`.
    fn module_of(&self, obj: &Ref, name: &Ref) -> PyResult {
        let vm = self.vm;
        let text = str_to_string(name);
        let path: Vec<&str> = text.split('.').collect();
        let told = vm.get_attr_opt(obj, &vm.names.module)?;
        if path.contains(&"<locals>") {
            let shown = vm.repr_string(obj)?;
            return Err(self.error(&format!("Can't pickle local object {shown}")));
        }
        let module_name = match told.filter(|m| !m.is_none()) {
            Some(m) => m,
            None => {
                let modules = vm.modules.get().expect("booted");
                let all = vm.call_method_str(&modules, "copy", &[])?;
                for pair in vm.collect(&vm.call_method_str(&all, "items", &[])?)? {
                    let Some([key, module]) = as_tuple(&pair) else {
                        continue;
                    };
                    let plain = key.has_kind(Kind::Str)
                        && !matches!(as_str(key).as_ascii(), Some("__main__" | "__mp_main__"));
                    if !plain || module.is_none() {
                        continue;
                    }
                    match walk(vm, module, &path) {
                        Ok(found) if found.is(obj) => return Ok(key.clone()),
                        Ok(_) => {}
                        Err(e) => vm.catch(e, vm.types.attribute_error)?,
                    }
                }
                vm.interned.intern_str(vm, "__main__")
            }
        };
        let shown_module = vm.str_string(&module_name)?;
        let module = match crate::runtime::import::import_module(vm, &shown_module) {
            Ok(_) => crate::modules::sys::modules_entry(vm, &shown_module)?,
            Err(e) => {
                if !vm.raised_is(vm.types.import_error) && !vm.raised_is(vm.types.value_error) {
                    return Err(e);
                }
                let why = vm.take_exception();
                let (shown, text) = (vm.repr_string(obj)?, vm.str_string(&why)?);
                let e = self.error(&format!("Can't pickle {shown}: {text}"));
                return Err(super::because_of(vm, e, why));
            }
        };
        let Some(module) = module else {
            let (shown, name) = (vm.repr_string(obj)?, vm.repr_string(&module_name)?);
            return Err(self.error(&format!("Can't pickle {shown}: {name}")));
        };
        match walk(vm, &module, &path) {
            Ok(f) if f.is(obj) => Ok(module_name),
            Ok(_) => {
                let shown = vm.repr_string(obj)?;
                Err(self.error(&format!(
                    "Can't pickle {shown}: it's not the same object as {shown_module}.{text}"
                )))
            }
            Err(e) => {
                if !vm.raised_is(vm.types.attribute_error) {
                    return Err(e);
                }
                let cause = vm.take_exception();
                let shown = vm.repr_string(obj)?;
                let e = self.error(&format!(
                    "Can't pickle {shown}: it's not found as {shown_module}.{text}"
                ));
                Err(super::because_of(vm, e, cause))
            }
        }
    }
}

/// What a path of attributes leads to.
pub fn walk(vm: &Vm, from: &Ref, path: &[&str]) -> PyResult {
    path.iter().try_fold(from.clone(), |at, name| {
        vm.get_attr(&at, &vm.interned.intern_str(vm, name))
    })
}
