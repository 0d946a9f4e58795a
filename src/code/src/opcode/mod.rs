//! Opcodes of CPython 3.14: numbers, operands, stack effects, and the tables their operands index.

mod operands;
mod table;

pub use operands::*;

/// What the (complete) operand of an instruction means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// The instruction takes no operand; its operand byte is ignored.
    None,
    /// A plain number, a set of flags, or something else only this instruction knows.
    Raw,
    /// A number of stack entries, arguments or variables.
    Count,
    /// A distance from the top of the stack, 1 being the top once the operands proper are popped.
    StackDepth,
    /// An index into the constants.
    Const,
    /// An index into the names.
    Name,
    /// An index into the names, shifted left by one; bit 0 is a flag.
    NameShift1,
    /// An index into the names, shifted left by two; bits 0 and 1 are flags.
    NameShift2,
    /// An index into `localsplus` of a local variable (or of one that is turned into a cell).
    Local,
    /// Two such indices below 16, `first << 4 | second`.
    LocalPair,
    /// An index into `localsplus` of a cell or free variable.
    Free,
    /// A distance in code units, forward from the next instruction (after this one's caches).
    JumpForward,
    /// A distance in code units, backward from the next instruction (after this one's caches).
    JumpBackward,
    /// A backward distance that names an instruction for monitoring but is not jumped to.
    BackReference,
    /// The handler of a SETUP_* pseudo-instruction.
    Handler,
    /// An index into [`BINARY_OPERATORS`].
    BinaryOp,
    /// A comparison: see [`CompareOp`].
    Compare,
    /// An index into [`INTRINSICS_1`].
    Intrinsic1,
    /// An index into [`INTRINSICS_2`].
    Intrinsic2,
    /// An index into [`COMMON_CONSTANTS`].
    CommonConstant,
    /// An index into [`SPECIAL_METHODS`].
    Special,
}

/// Where control goes after an instruction that raises nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// To the next instruction.
    Next,
    /// To the jump target, always.
    Jump,
    /// To the next instruction or to the jump target.
    Branch,
    /// Out of this frame, or to an exception handler.
    Leave,
}

/// What sort of row of the table an opcode is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// May stand in a code object.
    Base,
    /// An adaptive form of CPython's.
    Specialised,
    /// An adaptive form of Tricera's own.
    Tricera,
    /// A form that reports events to `sys.monitoring`.
    Instrumented,
    /// Patched over an instruction (INSTRUMENTED_LINE, INSTRUMENTED_INSTRUCTION, ENTER_EXECUTOR).
    Marker,
}

/// `(popped, pushed)` of an instruction with this operand.
pub type StackEffect = fn(i64) -> (i64, i64);

/// One row of the opcode table.
#[derive(Clone, Copy, Debug)]
pub struct OpInfo {
    /// CPython's name.
    pub name: &'static str,
    /// The byte that stands for it in code.
    pub number: u8,
    /// How many CACHE code units follow it.
    pub caches: u8,
    /// What its operand means.
    pub operand: Operand,
    /// Where control goes after it.
    pub flow: Flow,
    /// What sort of opcode it is.
    pub kind: Kind,
    /// Whether traces and counts include it: all but NOP, NOT_TAKEN, CACHE and EXTENDED_ARG.
    pub logical: bool,
    /// The opcode it is a form of; a base opcode's own number.
    pub base: u8,
    /// `(popped, pushed)` in the operand. A specialised form has its base's.
    pub effect: StackEffect,
}

impl OpInfo {
    /// Whether the operand means something.
    pub const fn has_arg(&self) -> bool {
        !matches!(self.operand, Operand::None)
    }
}

/// One row for an opcode that exists only inside a compiler; its number is above 255.
#[derive(Clone, Copy, Debug)]
pub struct PseudoInfo {
    /// CPython's name.
    pub name: &'static str,
    /// CPython's number.
    pub number: u16,
    /// What its operand means.
    pub operand: Operand,
    /// `(popped, pushed)` in the operand and whether the jump (or exception) is taken.
    pub effect: fn(i64, bool) -> (i64, i64),
}

macro_rules! define {
    (
        base: [ $({ $name:ident = $number:literal, $caches:literal, $operand:ident, $flow:ident, $kind:ident, $effect:expr })* ]
        specialised: [ $({ $sname:ident = $snumber:literal, $sbase:ident })* ]
        tricera: [ $({ $tname:ident = $tnumber:literal, $tbase:ident })* ]
        instrumented: [ $({ $iname:ident = $inumber:literal, $ibase:ident })* ]
        marker: [ $({ $mname:ident = $mnumber:literal })* ]
        pseudo: [ $({ $pname:ident = $pnumber:literal, $poperand:ident, $peffect:expr })* ]
    ) => {
        /// The number of every opcode that can stand in running code, under CPython's name.
        #[allow(missing_docs)]
        pub mod op {
            $( pub const $name: u8 = $number; )*
            $( pub const $sname: u8 = $snumber; )*
            $( pub const $tname: u8 = $tnumber; )*
            $( pub const $iname: u8 = $inumber; )*
            $( pub const $mname: u8 = $mnumber; )*
        }

        const fn build() -> [Option<OpInfo>; 256] {
            let mut table: [Option<OpInfo>; 256] = [None; 256];
            $(
                table[$number] = Some(OpInfo {
                    name: stringify!($name),
                    number: $number,
                    caches: $caches,
                    operand: Operand::$operand,
                    flow: Flow::$flow,
                    kind: Kind::Base,
                    logical: is_logical!($kind),
                    base: $number,
                    effect: $effect,
                });
            )*
            $( derive_row(&mut table, $snumber, op::$sbase, stringify!($sname), Kind::Specialised); )*
            $( derive_row(&mut table, $tnumber, op::$tbase, stringify!($tname), Kind::Tricera); )*
            $( derive_row(&mut table, $inumber, op::$ibase, stringify!($iname), Kind::Instrumented); )*
            $( derive_row(&mut table, $mnumber, op::NOP, stringify!($mname), Kind::Marker); )*
            table
        }

        /// The opcodes that exist only inside a compiler.
        pub static PSEUDO_OPCODES: &[PseudoInfo] = &[
            $( PseudoInfo {
                name: stringify!($pname),
                number: $pnumber,
                operand: Operand::$poperand,
                effect: $peffect,
            }, )*
        ];
    };
}

macro_rules! is_logical {
    (Logical) => {
        true
    };
    (Silent) => {
        false
    };
}

/// Fills in the row of an opcode that differs from `base` in name, number and kind only.
const fn derive_row(
    table: &mut [Option<OpInfo>; 256],
    number: u8,
    base: u8,
    name: &'static str,
    kind: Kind,
) {
    assert!(
        table[number as usize].is_none(),
        "two opcodes with one number"
    );
    let Some(mut row) = table[base as usize] else {
        panic!("a form of an opcode that is not in the table");
    };
    row.name = name;
    row.number = number;
    row.kind = kind;
    if let Kind::Marker = kind {
        // It hides an instruction; on its own it is nothing.
        row.base = number;
    }
    table[number as usize] = Some(row);
}

crate::for_each_opcode!(define);

/// The opcode table, indexed by number; `None` where CPython 3.14 and Tricera have no opcode.
pub static OPCODES: [Option<OpInfo>; 256] = build();

const DEOPT: [u8; 256] = {
    let mut table = [0; 256];
    let mut number = 0;
    while number < 256 {
        table[number] = match OPCODES_CONST[number] {
            Some(row) => row.base,
            None => number as u8,
        };
        number += 1;
    }
    table
};

const OPCODES_CONST: [Option<OpInfo>; 256] = build();

/// CACHE units behind each opcode, 0 for unknown ones: [`OpInfo::caches`] in the shape hot loops want.
pub static CACHES: [u8; 256] = CACHES_CONST;

/// [`CACHES`] for constant expressions.
pub const CACHES_CONST: [u8; 256] = {
    let mut table = [0; 256];
    let mut number = 0;
    while number < 256 {
        if let Some(row) = OPCODES_CONST[number] {
            table[number] = row.caches;
        }
        number += 1;
    }
    table
};

/// The base opcode of a specialised or instrumented one; any other opcode is its own.
#[inline]
pub const fn deopt(opcode: u8) -> u8 {
    DEOPT[opcode as usize]
}

/// Does the instruction never raise, and must no exception be made to appear in front of it (by a poll, for instance)?
///
/// Between these instructions a handler would not find what it relies on: `PUSH_EXC_INFO` has not saved the exception
/// handled before, or a comprehension in the place where it stands has put the value of a variable, or its cell, on the
/// stack.
#[inline]
pub fn is_quiet(opcode: u8) -> bool {
    matches!(
        deopt(opcode),
        op::PUSH_EXC_INFO
            | op::NOP
            | op::NOT_TAKEN
            | op::JUMP_FORWARD
            | op::MAKE_CELL
            | op::COPY
            | op::SWAP
            | op::POP_TOP
            | op::LOAD_FAST_AND_CLEAR
            | op::STORE_FAST
            | op::STORE_FAST_STORE_FAST
            | op::STORE_FAST_LOAD_FAST
    )
}

/// The row of an opcode, if there is one.
#[inline]
pub fn info(opcode: u8) -> Option<&'static OpInfo> {
    OPCODES[opcode as usize].as_ref()
}

/// The name of an opcode; `<n>` for a number without one, as in `opcode.opname`.
pub fn name(opcode: u8) -> std::borrow::Cow<'static, str> {
    match info(opcode) {
        Some(row) => row.name.into(),
        None => format!("<{opcode}>").into(),
    }
}

/// The number of the opcode with this name, pseudo-instructions included (`opcode.opmap` and the specialised ones).
pub fn number(name: &str) -> Option<u16> {
    let real = OPCODES.iter().flatten().find(|row| row.name == name);
    let pseudo = || PSEUDO_OPCODES.iter().find(|row| row.name == name);
    real.map(|row| u16::from(row.number))
        .or_else(|| pseudo().map(|row| row.number))
}

/// `dis.stack_effect(opcode, oparg, jump=jump)`: how much the stack grows; the larger of both ways if `jump` is
/// `None`. `None` where CPython raises ValueError: unknown and specialised opcodes, operands that make no sense.
pub fn stack_effect(opcode: i32, oparg: i32, jump: Option<bool>) -> Option<i32> {
    let oparg = i64::from(oparg);
    let one_way = |taken: bool| -> Option<i32> {
        let (popped, pushed) = match u8::try_from(opcode) {
            Ok(opcode) => {
                let row = info(opcode)?;
                if matches!(row.kind, Kind::Specialised | Kind::Tricera) {
                    return None;
                }
                (row.effect)(oparg)
            }
            Err(_) => {
                let row = PSEUDO_OPCODES
                    .iter()
                    .find(|row| i32::from(row.number) == opcode)?;
                (row.effect)(oparg, taken)
            }
        };
        // CPython computes both in a C int and takes a negative one for an error.
        let (popped, pushed) = (i32::try_from(popped).ok()?, i32::try_from(pushed).ok()?);
        (popped >= 0 && pushed >= 0).then(|| pushed - popped)
    };
    match jump {
        Some(taken) => one_way(taken),
        None => Some(one_way(true)?.max(one_way(false)?)),
    }
}
