//! Python functions.

use crate::object::code::{Code, CodeObject, Stream};
use crate::object::{DictObject, Field, Object, Payload, as_list, new_list, new_object};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of a function. What calls read comes first.
#[repr(C)]
pub struct FunctionValue {
    /// `__code__`
    pub code: Field,
    /// `__globals__`, a dict.
    pub globals: Field,
    /// The builtins namespace that goes with the globals, a dict.
    pub builtins: Field,
    /// Identifies the function's code and defaults in inline caches; 0 until asked for and after a change.
    pub version: Cell<u32>,
    /// `__defaults__`, a tuple.
    pub defaults: Field,
    /// `__kwdefaults__`, a dict.
    pub kwdefaults: Field,
    /// `__closure__`, a tuple of cells.
    pub closure: Field,
    pub name: Field,
    pub qualname: Field,
    pub module: Field,
    pub doc: Field,
    /// `__dict__`, made when needed.
    pub dict: Field,
    pub annotations: Field,
    pub annotate: Field,
    pub type_params: Field,
    /// A list of the code objects that `__code__` was before, or nothing: frames count on the function to keep theirs.
    pub former: Field,
}

/// A function.
pub type FunctionObject = Object<FunctionValue>;

impl Payload for FunctionValue {
    const KIND: Kind = Kind::Function;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for field in [
            &self.code,
            &self.globals,
            &self.builtins,
            &self.defaults,
            &self.kwdefaults,
            &self.closure,
            &self.name,
            &self.qualname,
            &self.module,
            &self.doc,
            &self.dict,
            &self.annotations,
            &self.annotate,
            &self.type_params,
            &self.former,
        ] {
            field.traverse(f);
        }
    }
}

impl FunctionValue {
    /// The code object.
    #[inline(always)]
    pub fn code(&self) -> &Code {
        // SAFETY: the field always holds a code object.
        unsafe { &(*self.code.slot().ptr::<CodeObject>()).v }
    }
    /// Gives the function other code. Frames that run the code it had keep using that.
    pub fn set_code(&self, vm: &Vm, code: Ref) -> PyResult<()> {
        let ran = !matches!(self.code().stream(), Stream::None);
        if ran && let Some(old) = self.code.get() {
            if !self.former.is_set() {
                self.former.set(new_list(vm, Vec::new()));
            }
            let list = self.former.get().expect("just made");
            if !as_list(&list).items().iter().any(|c| c.is(&old)) {
                as_list(&list).push(vm, old)?;
            }
        }
        // Calls bound to the function's version must see the change.
        self.version.set(0);
        self.code.set(code);
        Ok(())
    }
    /// The globals.
    #[inline(always)]
    pub fn globals(&self) -> &DictObject {
        // SAFETY: the field always holds a dict.
        unsafe { &*self.globals.slot().ptr::<DictObject>() }
    }
    /// The builtins.
    #[inline(always)]
    pub fn builtins(&self) -> &DictObject {
        // SAFETY: the field always holds a dict.
        unsafe { &*self.builtins.slot().ptr::<DictObject>() }
    }
    /// A version for inline caches; 0 if there are none left. It stands for the code alone: functions that are made anew
    /// each time their definition runs have the one of their code from the beginning.
    pub fn version(&self, vm: &Vm) -> u32 {
        if self.version.get() == 0 {
            let of_code = &self.code().function_version;
            if of_code.get() == 0 {
                of_code.set(vm.next_version());
            }
            self.version.set(of_code.get());
        }
        self.version.get()
    }
}

impl Vm {
    /// A function of this code and these globals, as MAKE_FUNCTION makes it.
    pub fn new_function(&self, code: Ref, globals: Ref) -> Ref {
        let c = crate::object::payload::<Code>(&code);
        let version = c.function_version.clone();
        let name = c.name.clone();
        let qualname = c.qualname.clone();
        // SAFETY: globals is a dict.
        let module = unsafe { globals.cast::<DictObject>() }.get_str_ref(&self.names.name);
        let builtins = self.builtins_of(&globals);
        let doc = match c.consts().first() {
            Some(d) if c.data.flags & tricera_code::opcode::flags::CO_HAS_DOCSTRING != 0 => {
                d.clone()
            }
            _ => Ref::none(),
        };
        new_object(
            self,
            self.types.function,
            FunctionValue {
                code: Field::new(code),
                globals: Field::new(globals),
                builtins: Field::new(builtins),
                version,
                defaults: Field::empty(),
                kwdefaults: Field::empty(),
                closure: Field::empty(),
                name: Field::new(name),
                qualname: Field::new(qualname),
                module: Field::from(module),
                doc: Field::new(doc),
                dict: Field::empty(),
                annotations: Field::empty(),
                annotate: Field::empty(),
                type_params: Field::empty(),
                former: Field::empty(),
            },
        )
    }
}
