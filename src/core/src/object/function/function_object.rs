//! Python functions.

use crate::object::code::{Code, CodeObject, Stream};
use crate::object::{DictObject, Field, Object, Payload, as_list, as_str, new_list, new_object};
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
        self.for_each_word(f);
    }
    unsafe fn drop_in_place(this: *mut Self) {
        // SAFETY: the words are the function's own, and none is looked at again.
        unsafe {
            let f = &*this;
            // Most functions that die were made for one call, and have none of these.
            let rare = [
                &f.defaults,
                &f.kwdefaults,
                &f.dict,
                &f.annotations,
                &f.annotate,
                &f.type_params,
                &f.former,
            ];
            if rare.iter().any(|field| field.is_set()) {
                return std::ptr::drop_in_place(this);
            }
            for field in [
                &f.code,
                &f.globals,
                &f.builtins,
                &f.closure,
                &f.name,
                &f.qualname,
                &f.module,
                &f.doc,
            ] {
                field.slot().decref();
            }
        }
    }
}

impl FunctionValue {
    /// Calls `f` with the words of all fields that are set.
    #[inline]
    pub(crate) fn for_each_word(&self, mut f: impl FnMut(Slot)) {
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
            let word = field.slot();
            if !word.is_null() {
                f(word);
            }
        }
    }
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
}

impl Vm {
    /// A function of this code and these globals, as MAKE_FUNCTION makes it.
    pub fn new_function(&self, code: Ref, globals: Ref) -> Ref {
        let c = crate::object::payload::<Code>(&code);
        let name = c.name.clone();
        let qualname = c.qualname.clone();
        // SAFETY: globals is a dict.
        let dict = unsafe { globals.cast::<DictObject>() };
        let (module, builtins) = self.globals_places.find(self, dict);
        let builtins = self.builtins_from(builtins);
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

/// Where a dict of globals has `__name__` and `__builtins__`, which every function that is made looks up: true while the
/// dict's keys are as they were.
#[derive(Default)]
pub struct GlobalsPlaces {
    version: Cell<u32>,
    name: Cell<Option<u32>>,
    builtins: Cell<Option<u32>>,
}

impl GlobalsPlaces {
    /// The values of `__name__` and `__builtins__`.
    fn find(&self, vm: &Vm, globals: &DictObject) -> (Option<Ref>, Option<Ref>) {
        let version = globals.t.keys_version.get();
        if version == 0 {
            // The keys change too often for anybody to have asked for a version.
            let names = &vm.names;
            return (
                globals.get_str_ref(&names.name),
                globals.get_str_ref(&names.builtins),
            );
        }
        if version != self.version.get() {
            let place = |name: &Ref| {
                let i = globals.t.index_of_str(name, as_str(name).hash(vm))?;
                u32::try_from(i).ok()
            };
            self.name.set(place(&vm.names.name));
            self.builtins.set(place(&vm.names.builtins));
            self.version.set(version);
        }
        let value = |place: &Cell<Option<u32>>| {
            let e = globals.t.entry(place.get()? as usize)?;
            // SAFETY: the dict holds the value.
            Some(unsafe { Ref::new_reference(e.value) })
        };
        (value(&self.name), value(&self.builtins))
    }
}
