//! The proleptic Gregorian calendar: dates, ordinals and ISO weeks, as plain numbers.

/// The years that dates may have.
pub const MIN_YEAR: i32 = 1;
pub const MAX_YEAR: i32 = 9999;

/// The ordinal of 31 December 9999.
pub const MAX_ORDINAL: i64 = 3_652_059;

/// Seconds from the first day of year 1, counted as day 1, to the epoch of POSIX.
pub const EPOCH_SECONDS: i64 = 719_163 * DAY;

/// Seconds of a day.
pub const DAY: i64 = 86_400;

const DAYS_IN_4_YEARS: i64 = 1461;
const DAYS_IN_100_YEARS: i64 = 36_524;
const DAYS_IN_400_YEARS: i64 = 146_097;

/// English names, as `ctime` writes them.
pub const DAY_NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
pub const MONTH_NAMES: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Days of a year before its months begin, for years without a leap day.
const BEFORE_MONTH: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const MONTH_LENGTH: [i32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

pub fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The number of days of a month from 1 to 12.
pub fn days_in_month(year: i32, month: i32) -> i32 {
    MONTH_LENGTH[month as usize - 1] + i32::from(month == 2 && is_leap(year))
}

/// The days of the year before this month begins.
fn days_before_month(year: i32, month: i32) -> i64 {
    BEFORE_MONTH[month as usize - 1] + i64::from(month > 2 && is_leap(year))
}

/// The day within its year, from 1 on.
pub fn day_of_year(year: i32, month: i32, day: i32) -> i64 {
    days_before_month(year, month) + i64::from(day)
}

/// The ordinal of a date: 1 is 1 January of year 1.
pub fn ordinal(year: i32, month: i32, day: i32) -> i64 {
    let y = i64::from(year) - 1;
    y * 365 + y.div_euclid(4) - y.div_euclid(100)
        + y.div_euclid(400)
        + day_of_year(year, month, day)
}

/// Year, month and day of an ordinal from 1 on; years beyond those of dates come out as they are.
pub fn from_ordinal(ordinal: i64) -> (i64, i32, i32) {
    let n = ordinal - 1;
    let (n400, n) = (
        n.div_euclid(DAYS_IN_400_YEARS),
        n.rem_euclid(DAYS_IN_400_YEARS),
    );
    let (n100, n) = (n / DAYS_IN_100_YEARS, n % DAYS_IN_100_YEARS);
    let (n4, n) = (n / DAYS_IN_4_YEARS, n % DAYS_IN_4_YEARS);
    let (n1, n) = (n / 365, n % 365);
    let year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1;
    if n1 == 4 || n100 == 4 {
        // The last day of a leap year, which ends four years or four centuries.
        return (year - 1, 12, 31);
    }
    let leap = n1 == 3 && (n4 != 24 || n100 == 3);
    let before = |month: usize| BEFORE_MONTH[month - 1] + i64::from(month > 2 && leap);
    let month = (1..=12).rev().find(|m| before(*m) <= n).unwrap_or(1);
    (year, month as i32, (n - before(month)) as i32 + 1)
}

/// The day of the week, Monday being 0.
pub fn weekday(year: i32, month: i32, day: i32) -> i64 {
    (ordinal(year, month, day) + 6).rem_euclid(7)
}

/// The ordinal of the Monday that begins the first ISO week of a year.
pub fn iso_week1_monday(year: i32) -> i64 {
    let first = ordinal(year, 1, 1);
    let weekday = (first + 6).rem_euclid(7);
    let monday = first - weekday;
    if weekday > 3 { monday + 7 } else { monday }
}

/// ISO year, week and day of the week of a date.
pub fn iso_calendar(year: i32, month: i32, day: i32) -> (i32, i64, i64) {
    let today = ordinal(year, month, day);
    let days = today - iso_week1_monday(year);
    if days < 0 {
        let days = today - iso_week1_monday(year - 1);
        return (year - 1, days.div_euclid(7) + 1, days.rem_euclid(7) + 1);
    }
    if days >= 52 * 7 && today >= iso_week1_monday(year + 1) {
        return (year + 1, 1, (today - iso_week1_monday(year + 1)) % 7 + 1);
    }
    (year, days / 7 + 1, days % 7 + 1)
}

/// What is wrong with an ISO date.
pub enum BadIso {
    Year,
    Week,
    Weekday,
}

/// The ordinal of an ISO date.
pub fn iso_ordinal(year: i64, week: i64, weekday: i64) -> Result<i64, BadIso> {
    if !(i64::from(MIN_YEAR)..=i64::from(MAX_YEAR)).contains(&year) {
        return Err(BadIso::Year);
    }
    let year = year as i32;
    let long = || {
        let first = (ordinal(year, 1, 1) + 6).rem_euclid(7);
        first == 3 || (first == 2 && is_leap(year))
    };
    if !(1..53).contains(&week) && !(week == 53 && long()) {
        return Err(BadIso::Week);
    }
    if !(1..8).contains(&weekday) {
        return Err(BadIso::Weekday);
    }
    Ok(iso_week1_monday(year) + (week - 1) * 7 + weekday - 1)
}
