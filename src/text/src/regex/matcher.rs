//! Matching: a machine whose stack holds the places that it may have to come back to.

use super::character::{
    in_category, is_line_feed, is_word_ascii, is_word_unicode, lower_ascii, lower_unicode,
    upper_ascii,
};
use super::first::{First, Firsts};
use super::{Program, charset, op};
use crate::str::{StrRef, Unit, each_width};
use std::ops::Range;

/// A position that is not there.
const NOWHERE: usize = usize::MAX;

/// How many steps are taken between two looks at what may interrupt them.
const POLL_EVERY: u32 = 4096;

/// What a match must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It begins where the search does.
    Match,
    /// It also ends at the end.
    FullMatch,
    /// It may begin later.
    Search,
}

/// Why a search ended without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The poll said so.
    Interrupted,
    /// There is no memory for more places to come back to.
    Memory,
}

/// What comes after the answer of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resume {
    /// The part has not asked for anything yet.
    Begin,
    Assert,
    AssertNot,
    Branch,
    RepeatOne,
    MinRepeatOne,
    Repeat,
    MaxUntilMinimum,
    MaxUntilItem,
    MaxUntilTail,
    MinUntilMinimum,
    MinUntilTail,
    MinUntilItem,
    PossessiveMinimum,
    PossessiveItem,
    Atomic,
}

/// A part of the pattern that is being matched.
#[derive(Clone, Copy)]
struct Frame {
    resume: Resume,
    /// Its end is the end of the whole match.
    top_level: bool,
    /// Marks were put aside, to be restored if what is tried fails.
    saved_marks: bool,
    /// Where in the code it is.
    pc: usize,
    /// Where in the text it is.
    at: usize,
    count: usize,
    /// The marks that were set, and the last group, when it began to try.
    last_mark: isize,
    last_index: isize,
    /// The repetition that it belongs to or has begun.
    repeat: usize,
    /// The place kept for the repetition.
    last_at: usize,
}

/// A repetition whose item is not a single character.
#[derive(Clone, Copy)]
struct Repeat {
    /// Items matched so far, less one.
    count: isize,
    /// Where its counts are in the code.
    pc: usize,
    /// The repetition around it.
    outer: usize,
    /// Where the last item began: an empty one is not tried again.
    last_at: usize,
}

/// The state of a search, which may be used for one after the other.
#[derive(Default)]
pub struct Matcher {
    /// Begin and end of each group.
    marks: Vec<usize>,
    /// The marks up to here are set, or nowhere.
    last_mark: isize,
    /// The group that was closed last.
    last_index: isize,
    begin: usize,
    end: usize,
    frames: Vec<Frame>,
    repeats: Vec<Repeat>,
    /// Marks that were put aside.
    saved: Vec<usize>,
}

impl Matcher {
    /// Looks for a match in `text[..to]` from `from` on (what is in front can be looked back at). With `advance` set
    /// an empty match right at `from` does not count. `poll` is asked now and then whether to stop.
    ///
    /// # Errors
    /// If `poll` says true, or without memory.
    pub fn find(
        &mut self,
        program: &Program,
        text: StrRef<'_>,
        range: Range<usize>,
        kind: Kind,
        advance: bool,
        poll: &mut dyn FnMut() -> bool,
    ) -> Result<bool, Stop> {
        let to = range.end.min(text.len());
        let from = range.start.min(to);
        self.marks.clear();
        if self.marks.try_reserve(2 * program.groups).is_err() {
            return Err(Stop::Memory);
        }
        self.marks.resize(2 * program.groups, NOWHERE);
        let found = each_width!(text, u => Run {
            code: &program.code,
            firsts: &program.firsts,
            text: &u[..to],
            match_all: kind == Kind::FullMatch,
            must_advance: if advance { from } else { NOWHERE },
            repeat: NOWHERE,
            at: from,
            budget: POLL_EVERY,
            poll,
            m: self,
        }
        .find(from, kind == Kind::Search));
        self.frames.clear();
        self.repeats.clear();
        self.saved.clear();
        found
    }

    /// Where the last match is.
    pub fn span(&self) -> Range<usize> {
        self.begin..self.end
    }

    /// Where group `i` (from 1 on) of the last match is; `None` if it took no part. The end may be before the begin
    /// only where the engine is wrong.
    pub fn group(&self, i: usize) -> Option<Range<usize>> {
        let at = 2 * (i - 1);
        if (at + 1) as isize > self.last_mark {
            return None;
        }
        let (begin, end) = (self.marks[at], self.marks[at + 1]);
        (begin != NOWHERE && end != NOWHERE).then_some(begin..end)
    }

    /// The group that was closed last.
    pub fn last_index(&self) -> Option<usize> {
        usize::try_from(self.last_index).ok()
    }

    fn reset(&mut self) {
        self.last_mark = -1;
        self.last_index = -1;
    }

    #[inline]
    fn push_marks(&mut self, last_mark: isize) -> Result<(), Stop> {
        let n = (last_mark + 1) as usize;
        if self.saved.try_reserve(n).is_err() {
            return Err(Stop::Memory);
        }
        self.saved.extend_from_slice(&self.marks[..n]);
        Ok(())
    }

    /// Restores the marks that were put aside last, which stay there.
    #[inline]
    fn restore_marks(&mut self, last_mark: isize) {
        let n = (last_mark + 1) as usize;
        let from = self.saved.len() - n;
        self.marks[..n].copy_from_slice(&self.saved[from..]);
    }

    #[inline]
    fn discard_marks(&mut self, last_mark: isize) {
        let left = self.saved.len() - (last_mark + 1) as usize;
        self.saved.truncate(left);
    }
}

/// What a frame does next.
enum Step {
    /// It has its answer.
    Return(bool),
    /// It asks for the part at `pc` of the pattern, from `at` on.
    Call {
        pc: usize,
        at: usize,
        top_level: bool,
        resume: Resume,
    },
    /// It goes on at its own place.
    Go,
}

struct Run<'a, U> {
    code: &'a [u32],
    /// What the parts of the code can begin with.
    firsts: &'a Firsts,
    text: &'a [U],
    match_all: bool,
    must_advance: usize,
    /// The innermost repetition.
    repeat: usize,
    /// Where the part that has just succeeded ended.
    at: usize,
    budget: u32,
    poll: &'a mut dyn FnMut() -> bool,
    m: &'a mut Matcher,
}

/// What is known about the beginning of every match.
enum Start<'a> {
    Anything,
    Literal(&'a [u32]),
    /// What is known for the characters of one byte, and the set for the others if there is one.
    Set(&'a First, Option<&'a [u32]>),
}

/// Does the operation of one character, whose operands are at `pc`, take this one?
pub(super) fn takes(code: &[u32], o: u32, pc: usize, c: u32) -> bool {
    let operand = || code[pc];
    let set = || &code[pc + 1..];
    let any_case = || {
        let literal = operand();
        c == literal || lower_ascii(c) == literal || upper_ascii(c) == literal
    };
    match o {
        op::LITERAL => c == operand(),
        op::NOT_LITERAL => c != operand(),
        op::ANY => !is_line_feed(c),
        op::ANY_ALL => true,
        op::IN => charset::contains(set(), c),
        op::CATEGORY => in_category(operand(), c),
        op::LITERAL_IGNORE => lower_ascii(c) == operand(),
        op::NOT_LITERAL_IGNORE => lower_ascii(c) != operand(),
        op::LITERAL_UNI_IGNORE => lower_unicode(c) == operand(),
        op::NOT_LITERAL_UNI_IGNORE => lower_unicode(c) != operand(),
        op::LITERAL_LOC_IGNORE => any_case(),
        op::NOT_LITERAL_LOC_IGNORE => !any_case(),
        op::IN_IGNORE => charset::contains(set(), lower_ascii(c)),
        op::IN_UNI_IGNORE => charset::contains(set(), lower_unicode(c)),
        op::IN_LOC_IGNORE => charset::contains_any_case(set(), c),
        _ => false,
    }
}

impl<U: Unit> Run<'_, U> {
    fn find(&mut self, from: usize, search: bool) -> Result<bool, Stop> {
        if !search {
            return self.try_at(from);
        }
        let mut last = self.text.len();
        let firsts = self.firsts;
        let mut start = match firsts.at(0) {
            Some(first) => Start::Set(first, None),
            None => Start::Anything,
        };
        if let [op::INFO, _, flags, min, _, rest @ ..] = self.code {
            let min = *min as usize;
            if min > self.text.len() - from {
                return Ok(false);
            }
            last -= min;
            if flags & op::INFO_PREFIX != 0 {
                start = Start::Literal(&rest[2..2 + rest[0] as usize]);
            } else if flags & op::INFO_CHARSET != 0
                && let Start::Set(_, set) = &mut start
            {
                *set = Some(rest);
            }
        }
        let mut at = from;
        loop {
            match start {
                Start::Anything => {}
                Start::Literal(prefix) => loop {
                    let Some(found) = self.position(at, prefix[0]) else {
                        return Ok(false);
                    };
                    at = found;
                    if self.begins_with(at, prefix) {
                        break;
                    }
                    at += 1;
                },
                Start::Set(first, set) => {
                    let may_begin = |u: &U| match (u.code(), set) {
                        (c, Some(set)) if c >= 256 => charset::contains(set, c),
                        (c, _) => first.may_be(c),
                    };
                    match self.text[at..].iter().position(may_begin) {
                        Some(n) => at += n,
                        None => return Ok(false),
                    }
                }
            }
            if at > last {
                return Ok(false);
            }
            if self.try_at(at)? {
                return Ok(true);
            }
            self.must_advance = NOWHERE;
            at += 1;
            if at > last {
                return Ok(false);
            }
        }
    }

    fn position(&self, from: usize, c: u32) -> Option<usize> {
        let unit = U::from_code(c)?;
        let rest = self.text.get(from..)?;
        U::find_unit(rest, unit).map(|n| from + n)
    }

    fn begins_with(&self, at: usize, prefix: &[u32]) -> bool {
        match self.text.get(at..at + prefix.len()) {
            Some(part) => part.iter().zip(prefix).all(|(u, c)| u.code() == *c),
            None => false,
        }
    }

    #[inline(always)]
    fn try_at(&mut self, at: usize) -> Result<bool, Stop> {
        self.m.reset();
        self.m.begin = at;
        let found = self.run(at)?;
        self.m.end = self.at;
        Ok(found)
    }

    #[inline(always)]
    fn push(&mut self, f: &Frame) -> Result<(), Stop> {
        let frames = &mut self.m.frames;
        if frames.len() == frames.capacity() && frames.try_reserve(frames.len().max(32)).is_err() {
            return Err(Stop::Memory);
        }
        frames.push(*f);
        Ok(())
    }

    fn run(&mut self, at: usize) -> Result<bool, Stop> {
        self.tick()?;
        // What is being matched; only what waits for it is on the stack.
        let mut f = Frame {
            resume: Resume::Begin,
            top_level: true,
            saved_marks: false,
            pc: 0,
            at,
            count: 0,
            last_mark: -1,
            last_index: -1,
            repeat: NOWHERE,
            last_at: NOWHERE,
        };
        loop {
            let mut step = self.dispatch(&mut f)?;
            loop {
                match step {
                    Step::Return(found) => {
                        let Some(waiting) = self.m.frames.pop() else {
                            return Ok(found);
                        };
                        f = waiting;
                        self.tick()?;
                        step = self.resume(&mut f, found)?;
                    }
                    Step::Call {
                        pc,
                        at,
                        top_level,
                        resume,
                    } => {
                        self.tick()?;
                        f.resume = resume;
                        self.push(&f)?;
                        f.pc = pc;
                        f.at = at;
                        f.top_level = top_level;
                        break;
                    }
                    Step::Go => break,
                }
            }
        }
    }

    #[inline(always)]
    fn tick(&mut self) -> Result<(), Stop> {
        self.budget -= 1;
        if self.budget == 0 {
            self.budget = POLL_EVERY;
            if (self.poll)() {
                return Err(Stop::Interrupted);
            }
        }
        Ok(())
    }

    #[inline(always)]
    fn save(&mut self, f: &mut Frame) {
        f.last_mark = self.m.last_mark;
        f.last_index = self.m.last_index;
    }

    #[inline(always)]
    fn restore(&mut self, f: &Frame) {
        self.m.last_mark = f.last_mark;
        self.m.last_index = f.last_index;
    }

    /// Puts the marks aside if a repetition is under way: only then can one be set twice.
    #[inline(always)]
    fn save_in_repeat(&mut self, f: &mut Frame) -> Result<(), Stop> {
        self.save(f);
        f.saved_marks = self.repeat != NOWHERE;
        if f.saved_marks {
            self.m.push_marks(f.last_mark)?;
        }
        Ok(())
    }

    #[inline(always)]
    fn discard_saved(&mut self, f: &Frame) {
        if f.saved_marks {
            self.m.discard_marks(f.last_mark);
        }
    }

    /// Back to the marks as they were, for another try.
    #[inline(always)]
    fn retry(&mut self, f: &Frame) {
        if f.saved_marks {
            self.m.restore_marks(f.last_mark);
        }
        self.restore(f);
    }

    /// May the match end here?
    #[inline(always)]
    fn may_end(&self, f: &Frame, at: usize) -> bool {
        !(f.top_level && (self.match_all && at != self.text.len() || at == self.must_advance))
    }

    #[inline(always)]
    fn unit(&self, at: usize) -> Option<u32> {
        self.text.get(at).map(|u| u.code())
    }

    /// Runs the code of a frame until it has its answer or asks for a part.
    #[inline(always)]
    fn dispatch(&mut self, f: &mut Frame) -> Result<Step, Stop> {
        loop {
            let o = self.code[f.pc];
            f.pc += 1;
            match o {
                op::FAILURE => return Ok(Step::Return(false)),
                op::SUCCESS => {
                    if !self.may_end(f, f.at) {
                        return Ok(Step::Return(false));
                    }
                    self.at = f.at;
                    return Ok(Step::Return(true));
                }
                op::INFO => {
                    let min = self.code[f.pc + 2] as usize;
                    if self.text.len() - f.at < min {
                        return Ok(Step::Return(false));
                    }
                    f.pc += self.code[f.pc] as usize;
                }
                op::JUMP => f.pc += self.code[f.pc] as usize,
                op::MARK => {
                    let mark = self.code[f.pc] as usize;
                    f.pc += 1;
                    self.set_mark(mark, f.at);
                }
                op::AT => {
                    if !self.is_at(self.code[f.pc], f.at) {
                        return Ok(Step::Return(false));
                    }
                    f.pc += 1;
                }
                op::GROUPREF
                | op::GROUPREF_IGNORE
                | op::GROUPREF_LOC_IGNORE
                | op::GROUPREF_UNI_IGNORE => {
                    let Some(length) = self.group_again(o, self.code[f.pc] as usize, f.at) else {
                        return Ok(Step::Return(false));
                    };
                    f.at += length;
                    f.pc += 1;
                }
                op::GROUPREF_EXISTS => {
                    let there = self.group(self.code[f.pc] as usize).is_some();
                    f.pc += if there {
                        2
                    } else {
                        self.code[f.pc + 1] as usize
                    };
                }
                op::ASSERT => {
                    let back = self.code[f.pc + 1] as usize;
                    let Some(at) = f.at.checked_sub(back) else {
                        return Ok(Step::Return(false));
                    };
                    return Ok(self.call(f.pc + 2, at, false, Resume::Assert));
                }
                op::ASSERT_NOT => {
                    let back = self.code[f.pc + 1] as usize;
                    if let Some(at) = f.at.checked_sub(back) {
                        self.save_in_repeat(f)?;
                        return Ok(self.call(f.pc + 2, at, false, Resume::AssertNot));
                    }
                    f.pc += self.code[f.pc] as usize;
                }
                op::BRANCH => {
                    let branch = self.hopeful_branch(f.pc, f.at);
                    if branch == 0 {
                        return Ok(Step::Return(false));
                    }
                    self.save_in_repeat(f)?;
                    f.pc = branch;
                    match self.try_branch(f) {
                        Step::Go => {}
                        step => return Ok(step),
                    }
                }
                op::REPEAT_ONE => match self.repeat_one(f)? {
                    Step::Go => {}
                    step => return Ok(step),
                },
                op::MIN_REPEAT_ONE => return self.min_repeat_one(f),
                op::POSSESSIVE_REPEAT_ONE => {
                    let (min, max) = (self.code[f.pc + 1] as usize, self.code[f.pc + 2]);
                    let count = self.count(f.pc + 3, f.at, max);
                    if count < min {
                        return Ok(Step::Return(false));
                    }
                    f.at += count;
                    f.pc += self.code[f.pc] as usize;
                }
                op::REPEAT => {
                    if self.is_hopeless(f.pc - 1, f.at) {
                        return Ok(Step::Return(false));
                    }
                    f.repeat = self.begin_repeat(f.pc)?;
                    let tail = f.pc + self.code[f.pc] as usize;
                    return Ok(self.call(tail, f.at, f.top_level, Resume::Repeat));
                }
                op::MAX_UNTIL => return self.max_until(f),
                op::MIN_UNTIL => return self.min_until(f),
                op::POSSESSIVE_REPEAT => {
                    f.repeat = self.begin_repeat(f.pc)?;
                    f.count = 0;
                    match self.possessive_item(f)? {
                        Step::Go => {}
                        step => return Ok(step),
                    }
                }
                op::ATOMIC_GROUP => {
                    return Ok(self.call(f.pc + 1, f.at, false, Resume::Atomic));
                }
                op::LITERAL => {
                    if self.unit(f.at) != Some(self.code[f.pc]) {
                        return Ok(Step::Return(false));
                    }
                    f.at += 1;
                    f.pc += 1;
                }
                // What is left takes one character.
                _ => {
                    let Some(c) = self.unit(f.at) else {
                        return Ok(Step::Return(false));
                    };
                    if !self.takes(o, f.pc, c) {
                        return Ok(Step::Return(false));
                    }
                    f.at += 1;
                    f.pc += match o {
                        op::ANY | op::ANY_ALL => 0,
                        op::IN | op::IN_IGNORE | op::IN_LOC_IGNORE | op::IN_UNI_IGNORE => {
                            self.code[f.pc] as usize
                        }
                        _ => 1,
                    };
                }
            }
        }
    }

    #[inline(always)]
    fn call(&self, pc: usize, at: usize, top_level: bool, resume: Resume) -> Step {
        Step::Call {
            pc,
            at,
            top_level,
            resume,
        }
    }

    /// Does the operation of one character, whose operands are at `pc`, take this one?
    #[inline(always)]
    fn takes(&self, o: u32, pc: usize, c: u32) -> bool {
        match self.firsts.at(pc - 1) {
            Some(first) if c < 256 => first.has(c),
            _ => takes(self.code, o, pc, c),
        }
    }

    /// Is it known from the character at `at` that the part at `pc` does not match?
    #[inline(always)]
    fn is_hopeless(&self, pc: usize, at: usize) -> bool {
        match self.firsts.at(pc) {
            None => false,
            Some(first) => match self.text.get(at) {
                None => true,
                Some(u) => !first.may_be(u.code()),
            },
        }
    }

    /// May what follows take the place of a frame that has nothing else to try? There must be no marks that the frame
    /// would put back.
    #[inline(always)]
    fn may_replace(&self, f: &Frame) -> bool {
        !f.saved_marks || f.last_mark < 0
    }

    /// How often the operation of one character at `pc` can be repeated from `at` on, at most `max` times.
    fn count(&self, pc: usize, at: usize, max: u32) -> usize {
        let rest = &self.text[at..];
        let rest = match max {
            op::MAXREPEAT => rest,
            max => &rest[..rest.len().min(max as usize)],
        };
        let (o, operands) = (self.code[pc], pc + 1);
        match o {
            op::ANY_ALL => rest.len(),
            op::LITERAL => match U::from_code(self.code[operands]) {
                Some(unit) => rest.iter().take_while(|u| **u == unit).count(),
                None => 0,
            },
            op::NOT_LITERAL => match U::from_code(self.code[operands]) {
                Some(unit) => U::find_unit(rest, unit).unwrap_or(rest.len()),
                None => rest.len(),
            },
            op::ANY => {
                let end = U::from_code(10).and_then(|unit| U::find_unit(rest, unit));
                end.unwrap_or(rest.len())
            }
            _ => {
                let Some(first) = self.firsts.at(pc) else {
                    return 0;
                };
                let inside = |u: &&U| match u.code() {
                    c if c < 256 => first.has(c),
                    c => takes(self.code, o, operands, c),
                };
                rest.iter().take_while(inside).count()
            }
        }
    }

    #[inline(always)]
    fn set_mark(&mut self, mark: usize, at: usize) {
        let m = &mut *self.m;
        if mark & 1 != 0 {
            m.last_index = (mark / 2 + 1) as isize;
        }
        if mark as isize > m.last_mark {
            let unset = (m.last_mark + 1) as usize;
            m.marks[unset..mark].fill(NOWHERE);
            m.last_mark = mark as isize;
        }
        m.marks[mark] = at;
    }

    /// Where a group (from 0 on) is, if it has matched.
    fn group(&self, group: usize) -> Option<Range<usize>> {
        let at = 2 * group;
        if at as isize >= self.m.last_mark {
            return None;
        }
        let (begin, end) = (self.m.marks[at], self.m.marks[at + 1]);
        (begin != NOWHERE && end != NOWHERE && begin <= end).then_some(begin..end)
    }

    /// The length of a group if what it holds is at `at` once more.
    fn group_again(&self, o: u32, group: usize, at: usize) -> Option<usize> {
        let range = self.group(group)?;
        let length = range.len();
        let (before, here) = (&self.text[range], self.text.get(at..at + length)?);
        let same = |a: u32, b: u32| match o {
            op::GROUPREF => a == b,
            op::GROUPREF_UNI_IGNORE => lower_unicode(a) == lower_unicode(b),
            _ => lower_ascii(a) == lower_ascii(b),
        };
        let mut pairs = before.iter().zip(here);
        pairs
            .all(|(a, b)| same(a.code(), b.code()))
            .then_some(length)
    }

    fn is_at(&self, place: u32, at: usize) -> bool {
        use op::at as p;
        let len = self.text.len();
        let boundary = |is_word: fn(u32) -> bool| {
            let before = at > 0 && is_word(self.text[at - 1].code());
            let here = self.unit(at).is_some_and(is_word);
            before != here
        };
        let line_feed = |at: usize| self.unit(at).is_some_and(is_line_feed);
        match place {
            p::BEGINNING | p::BEGINNING_STRING => at == 0,
            p::BEGINNING_LINE => at == 0 || line_feed(at - 1),
            p::END => at == len || at + 1 == len && line_feed(at),
            p::END_LINE => at == len || line_feed(at),
            p::END_STRING => at == len,
            p::BOUNDARY | p::LOC_BOUNDARY => boundary(is_word_ascii),
            p::NON_BOUNDARY | p::LOC_NON_BOUNDARY => !boundary(is_word_ascii),
            p::UNI_BOUNDARY => boundary(is_word_unicode),
            _ => !boundary(is_word_unicode),
        }
    }

    /// The first alternative from `pc` on, which is at the length of one, that can match at all; 0 if there is none.
    #[inline(always)]
    fn hopeful_branch(&self, mut pc: usize, at: usize) -> usize {
        loop {
            let skip = self.code[pc] as usize;
            if skip == 0 {
                return 0;
            }
            if !self.is_hopeless(pc + 1, at) {
                return pc;
            }
            pc += skip;
        }
    }

    /// Asks for the alternative whose length is at `pc`.
    #[inline(always)]
    fn try_branch(&mut self, f: &mut Frame) -> Step {
        let branch = f.pc;
        let next = self.hopeful_branch(branch + self.code[branch] as usize, f.at);
        if next == 0 && self.may_replace(f) {
            f.pc = branch + 1;
            return Step::Go;
        }
        // The frame waits at the alternative that comes after.
        f.pc = next;
        self.call(branch + 1, f.at, f.top_level, Resume::Branch)
    }

    #[inline(always)]
    fn repeat_one(&mut self, f: &mut Frame) -> Result<Step, Stop> {
        let (min, max) = (self.code[f.pc + 1] as usize, self.code[f.pc + 2]);
        if self.text.len() - f.at < min {
            return Ok(Step::Return(false));
        }
        f.count = self.count(f.pc + 3, f.at, max);
        f.at += f.count;
        if f.count < min {
            return Ok(Step::Return(false));
        }
        let tail = f.pc + self.code[f.pc] as usize;
        if self.code[tail] == op::SUCCESS && f.at == self.text.len() && self.may_end(f, f.at) {
            self.at = f.at;
            return Ok(Step::Return(true));
        }
        self.save_in_repeat(f)?;
        Ok(self.next_repeat_one(f))
    }

    /// Asks whether the tail matches behind as many items as there are, or behind fewer.
    #[inline(always)]
    fn next_repeat_one(&mut self, f: &mut Frame) -> Step {
        let min = self.code[f.pc + 1] as usize;
        let tail = f.pc + self.code[f.pc] as usize;
        if let Some(first) = self.firsts.at(tail) {
            let may_begin = |at: usize| {
                let unit = self.text.get(at);
                unit.is_some_and(|u| first.may_be(u.code()))
            };
            while f.count >= min && !may_begin(f.at) {
                if f.count == 0 {
                    self.discard_saved(f);
                    return Step::Return(false);
                }
                f.count -= 1;
                f.at -= 1;
            }
        }
        if f.count < min {
            self.discard_saved(f);
            return Step::Return(false);
        }
        if f.count == min && self.may_replace(f) {
            f.pc = tail;
            return Step::Go;
        }
        self.call(tail, f.at, f.top_level, Resume::RepeatOne)
    }

    #[inline(always)]
    fn min_repeat_one(&mut self, f: &mut Frame) -> Result<Step, Stop> {
        let min = self.code[f.pc + 1];
        if self.text.len() - f.at < min as usize {
            return Ok(Step::Return(false));
        }
        f.count = 0;
        if min > 0 {
            f.count = self.count(f.pc + 3, f.at, min);
            if f.count < min as usize {
                return Ok(Step::Return(false));
            }
            f.at += f.count;
        }
        let tail = f.pc + self.code[f.pc] as usize;
        if self.code[tail] == op::SUCCESS && self.may_end(f, f.at) {
            self.at = f.at;
            return Ok(Step::Return(true));
        }
        self.save_in_repeat(f)?;
        Ok(self.next_min_repeat_one(f))
    }

    /// Asks whether the tail matches behind the items so far, or behind more.
    #[inline(always)]
    fn next_min_repeat_one(&mut self, f: &mut Frame) -> Step {
        let tail = f.pc + self.code[f.pc] as usize;
        while self.is_hopeless(tail, f.at) {
            if !self.one_more(f) {
                self.discard_saved(f);
                return Step::Return(false);
            }
        }
        self.call(tail, f.at, f.top_level, Resume::MinRepeatOne)
    }

    /// Takes one more item of a repetition that wants few, if there may be and is one.
    #[inline(always)]
    fn one_more(&self, f: &mut Frame) -> bool {
        let (max, item) = (self.code[f.pc + 2], f.pc + 3);
        let full = max != op::MAXREPEAT && f.count >= max as usize;
        let taken = |c| self.takes(self.code[item], item + 1, c);
        if full || !self.unit(f.at).is_some_and(taken) {
            return false;
        }
        f.at += 1;
        f.count += 1;
        true
    }

    #[inline(always)]
    fn begin_repeat(&mut self, pc: usize) -> Result<usize, Stop> {
        let repeats = &mut self.m.repeats;
        if repeats.try_reserve(1).is_err() {
            return Err(Stop::Memory);
        }
        repeats.push(Repeat {
            count: -1,
            pc,
            outer: self.repeat,
            last_at: NOWHERE,
        });
        self.repeat = repeats.len() - 1;
        Ok(self.repeat)
    }

    /// Ends the repetition that a frame has begun, which is the last one.
    #[inline(always)]
    fn end_repeat(&mut self, f: &Frame) {
        self.repeat = self.m.repeats[f.repeat].outer;
        self.m.repeats.truncate(f.repeat);
    }

    /// The least and the greatest count of a repetition.
    #[inline(always)]
    fn bounds(&self, pc: usize) -> (isize, isize) {
        let (min, max) = (self.code[pc + 1], self.code[pc + 2]);
        let max = if max == op::MAXREPEAT {
            isize::MAX
        } else {
            max as isize
        };
        (min as isize, max)
    }

    #[inline(always)]
    fn max_until(&mut self, f: &mut Frame) -> Result<Step, Stop> {
        f.repeat = self.repeat;
        let r = self.m.repeats[f.repeat];
        let (min, max) = self.bounds(r.pc);
        let count = r.count + 1;
        f.count = count as usize;
        if count < min {
            self.m.repeats[f.repeat].count = count;
            return Ok(self.call(r.pc + 3, f.at, f.top_level, Resume::MaxUntilMinimum));
        }
        if count < max && f.at != r.last_at && !self.is_hopeless(r.pc + 3, f.at) {
            self.save(f);
            self.m.push_marks(f.last_mark)?;
            f.last_at = r.last_at;
            let r = &mut self.m.repeats[f.repeat];
            r.count = count;
            r.last_at = f.at;
            let pc = r.pc + 3;
            return Ok(self.call(pc, f.at, f.top_level, Resume::MaxUntilItem));
        }
        Ok(self.max_until_tail(f))
    }

    /// No more items: asks for what follows the repetition.
    #[inline(always)]
    fn max_until_tail(&mut self, f: &Frame) -> Step {
        if self.is_hopeless(f.pc, f.at) {
            return Step::Return(false);
        }
        self.repeat = self.m.repeats[f.repeat].outer;
        self.call(f.pc, f.at, f.top_level, Resume::MaxUntilTail)
    }

    #[inline(always)]
    fn min_until(&mut self, f: &mut Frame) -> Result<Step, Stop> {
        f.repeat = self.repeat;
        let r = self.m.repeats[f.repeat];
        let count = r.count + 1;
        f.count = count as usize;
        if count < self.bounds(r.pc).0 {
            self.m.repeats[f.repeat].count = count;
            return Ok(self.call(r.pc + 3, f.at, f.top_level, Resume::MinUntilMinimum));
        }
        self.repeat = r.outer;
        self.save_in_repeat(f)?;
        Ok(self.call(f.pc, f.at, f.top_level, Resume::MinUntilTail))
    }

    /// Asks for one more item of a possessive repetition; goes on behind it when there are enough.
    #[inline(always)]
    fn possessive_item(&mut self, f: &mut Frame) -> Result<Step, Stop> {
        let (min, max) = self.bounds(f.pc);
        let count = f.count as isize;
        if count < min {
            return Ok(self.call(f.pc + 3, f.at, false, Resume::PossessiveMinimum));
        }
        let last_at = self.m.repeats[f.repeat].last_at;
        if count < max && f.at != last_at {
            self.save(f);
            self.m.push_marks(f.last_mark)?;
            f.last_at = last_at;
            self.m.repeats[f.repeat].last_at = f.at;
            return Ok(self.call(f.pc + 3, f.at, false, Resume::PossessiveItem));
        }
        self.end_possessive(f);
        Ok(Step::Go)
    }

    #[inline(always)]
    fn end_possessive(&mut self, f: &mut Frame) {
        self.end_repeat(f);
        // Behind the body there is the SUCCESS that ends an item.
        f.pc += self.code[f.pc] as usize + 1;
    }

    /// Goes on with a frame whose question has been answered.
    #[inline(always)]
    fn resume(&mut self, f: &mut Frame, found: bool) -> Result<Step, Stop> {
        let skip = || self.code[f.pc] as usize;
        match f.resume {
            Resume::Begin => Ok(Step::Go),
            Resume::Assert => {
                if !found {
                    return Ok(Step::Return(false));
                }
                f.pc += skip();
                Ok(Step::Go)
            }
            Resume::AssertNot => {
                if found {
                    self.discard_saved(f);
                    return Ok(Step::Return(false));
                }
                f.pc += skip();
                self.retry(f);
                self.discard_saved(f);
                Ok(Step::Go)
            }
            Resume::Branch => {
                if found {
                    self.discard_saved(f);
                    return Ok(Step::Return(true));
                }
                self.retry(f);
                if f.pc == 0 {
                    self.discard_saved(f);
                    return Ok(Step::Return(false));
                }
                Ok(self.try_branch(f))
            }
            Resume::RepeatOne => {
                if found {
                    self.discard_saved(f);
                    return Ok(Step::Return(true));
                }
                self.retry(f);
                if f.count == 0 {
                    self.discard_saved(f);
                    return Ok(Step::Return(false));
                }
                f.count -= 1;
                f.at -= 1;
                Ok(self.next_repeat_one(f))
            }
            Resume::MinRepeatOne => {
                if found {
                    self.discard_saved(f);
                    return Ok(Step::Return(true));
                }
                self.retry(f);
                if !self.one_more(f) {
                    self.discard_saved(f);
                    return Ok(Step::Return(false));
                }
                Ok(self.next_min_repeat_one(f))
            }
            Resume::Repeat => {
                self.end_repeat(f);
                Ok(Step::Return(found))
            }
            Resume::MaxUntilMinimum | Resume::MinUntilMinimum => {
                if !found {
                    self.m.repeats[f.repeat].count = f.count as isize - 1;
                }
                Ok(Step::Return(found))
            }
            Resume::MaxUntilItem => {
                self.m.repeats[f.repeat].last_at = f.last_at;
                if found {
                    self.m.discard_marks(f.last_mark);
                    return Ok(Step::Return(true));
                }
                self.m.restore_marks(f.last_mark);
                self.m.discard_marks(f.last_mark);
                self.restore(f);
                self.m.repeats[f.repeat].count = f.count as isize - 1;
                Ok(self.max_until_tail(f))
            }
            Resume::MaxUntilTail => {
                self.repeat = f.repeat;
                Ok(Step::Return(found))
            }
            Resume::MinUntilTail => {
                self.repeat = f.repeat;
                if found {
                    self.discard_saved(f);
                    return Ok(Step::Return(true));
                }
                self.retry(f);
                self.discard_saved(f);
                let r = self.m.repeats[f.repeat];
                if f.count as isize >= self.bounds(r.pc).1 || f.at == r.last_at {
                    return Ok(Step::Return(false));
                }
                f.last_at = r.last_at;
                let r = &mut self.m.repeats[f.repeat];
                r.count = f.count as isize;
                r.last_at = f.at;
                let pc = r.pc + 3;
                Ok(self.call(pc, f.at, f.top_level, Resume::MinUntilItem))
            }
            Resume::MinUntilItem => {
                let r = &mut self.m.repeats[f.repeat];
                r.last_at = f.last_at;
                if !found {
                    r.count = f.count as isize - 1;
                }
                Ok(Step::Return(found))
            }
            Resume::PossessiveMinimum => {
                if !found {
                    self.end_repeat(f);
                    return Ok(Step::Return(false));
                }
                f.at = self.at;
                f.count += 1;
                self.possessive_item(f)
            }
            Resume::PossessiveItem => {
                self.m.repeats[f.repeat].last_at = f.last_at;
                if found {
                    self.m.discard_marks(f.last_mark);
                    let empty = self.at == f.at;
                    f.at = self.at;
                    f.count += 1;
                    if empty {
                        // Items that match nothing would go on for ever.
                        self.end_possessive(f);
                        return Ok(Step::Go);
                    }
                    return self.possessive_item(f);
                }
                self.m.restore_marks(f.last_mark);
                self.m.discard_marks(f.last_mark);
                self.restore(f);
                self.end_possessive(f);
                Ok(Step::Go)
            }
            Resume::Atomic => {
                if !found {
                    return Ok(Step::Return(false));
                }
                f.at = self.at;
                f.pc += skip();
                Ok(Step::Go)
            }
        }
    }
}
