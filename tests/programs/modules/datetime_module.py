"""The datetime module over its native part: construction, arithmetic, text, pickles, subclasses, messages."""

import copy
import os
import pickle
import time as clock
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo

import datetime as module

os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
clock.tzset()
print(module.datetime.__module__, MINYEAR, MAXYEAR, UTC is timezone.utc)

namespace = dict(globals())


def show(*expressions):
    for e in expressions:
        try:
            print(e, "->", repr(eval(e, namespace)))
        except Exception as x:
            print(e, "->", type(x).__name__, x)


show(
    'date(0,1,1)',
    'date(10000,1,1)',
    'date(1,13,1)',
    'date(1,2,30)',
    'date(1.0,1,1)',
    "date('a',1,1)",
    'date()',
    'date(1,2)',
    'date(1,2,3,4)',
    'date(1,2,3,foo=4)',
    'date(year=1,month=2)',
    'date(2**40,1,1)',
    'datetime(1,1,1,24)',
    'datetime(1,1,1,0,60)',
    'datetime(1,1,1,0,0,60)',
    'datetime(1,1,1,0,0,0,10**6)',
    'datetime(1,1,1,fold=2)',
    'datetime(1,1,1,tzinfo=3)',
    'datetime(1,1)',
    'datetime()',
    'time(24)',
    'time(tzinfo=3)',
    'time(0,0,0,0,None,0)',
    'time(fold=-1)',
    'time(1,2,3,4,5,6,7)',
    "timedelta('a')",
    "timedelta(days='a')",
    'timedelta(None)',
    'timedelta(1,2,3,4,5,6,7,8)',
    'timedelta(foo=1)',
    'timedelta(days=10**9)',
    'timedelta(days=-10**9)',
    'timedelta(days=10**30)',
    "timedelta(days=float('inf'))",
    "timedelta(days=float('nan'))",
    'timedelta(1)/0',
    'timedelta(1)//0',
    'timedelta(1)/0.0',
    'timedelta(1)//timedelta(0)',
    'timedelta(1)%timedelta(0)',
    'divmod(timedelta(1),timedelta(0))',
    'timedelta(1)/timedelta(0)',
    "timedelta(1)*'a'",
    'timedelta(1)+1',
    'timedelta(1)<1',
    'timedelta.max+timedelta(1)',
    'timedelta.max*2',
    'timedelta.max*2.0',
    "timedelta.max*float('inf')",
    "timedelta.max*float('nan')",
    'timedelta(1)//1.5',
    '-timedelta.max',
    '-timedelta.min',
    'timedelta.min',
    'timedelta.max.total_seconds()',
    'date.max+timedelta(1)',
    'date.min-timedelta(1)',
    'date.max+timedelta.max',
    'datetime.max+timedelta(1)',
    'datetime.max+timedelta.max',
    'datetime.min-timedelta(microseconds=1)',
    'date(1,1,1)+1',
    'date(1,1,1)<1',
    'date(1,1,1)<datetime(1,1,1)',
    'date(1,1,1)==datetime(1,1,1)',
    'datetime(1,1,1)-date(1,1,1)',
    'date(1,1,1)-datetime(1,1,1)',
    'datetime(1,1,1)<datetime(1,1,1,tzinfo=UTC)',
    'datetime(1,1,1)==datetime(1,1,1,tzinfo=UTC)',
    'datetime(1,1,1)-datetime(1,1,1,tzinfo=UTC)',
    'time(1)<time(1,tzinfo=UTC)',
    'time(1)==time(1,tzinfo=UTC)',
    "date.fromtimestamp('a')",
    'date.fromtimestamp(None)',
    'date.fromtimestamp(1e30)',
    'date.fromtimestamp(10**30)',
    "date.fromtimestamp(float('nan'))",
    'date.fromtimestamp(1e15)',
    'date.fromtimestamp(-1e15)',
    'date.fromtimestamp(10**18)',
    'datetime.fromtimestamp(1e30)',
    'datetime.fromtimestamp(10**30)',
    'datetime.fromtimestamp(1e15)',
    'datetime.fromtimestamp(-1e15)',
    'datetime.fromtimestamp(10**18)',
    "datetime.fromtimestamp(float('nan'))",
    "datetime.fromtimestamp('a')",
    'datetime.fromtimestamp(0, 3)',
    'datetime.fromtimestamp()',
    'datetime.fromtimestamp(1e12, UTC)',
    'datetime.now(3)',
    'datetime.now(1,2)',
    'date.fromordinal(0)',
    'date.fromordinal(-5)',
    'date.fromordinal(10**8)',
    'date.fromordinal(10**30)',
    "date.fromordinal('a')",
    'date.fromordinal(1.0)',
    'date.fromisoformat(3)',
    "date.fromisoformat('x')",
    "date.fromisoformat('2020-W60-1')",
    "date.fromisoformat('2020-13-01')",
    'datetime.fromisoformat(3)',
    "datetime.fromisoformat('x')",
    "datetime.fromisoformat('2020-13-01')",
    "datetime.fromisoformat('2020-01-01T25:00')",
    "datetime.fromisoformat('2020-01-01T24:00')",
    "datetime.fromisoformat('2020-01-01T24:01')",
    "datetime.fromisoformat('9999-12-31T24:00')",
    "datetime.fromisoformat('2020-01-01T00:00+25:00')",
    "datetime.fromisoformat('2020-01-01T00:00+00:00:00.500000')",
    "datetime.fromisoformat('2020-01-01T00:00+00:00')",
    "datetime.fromisoformat('2020-01-01\\ud80000:00+00:00')",
    "time.fromisoformat('24:00')",
    "time.fromisoformat('24:01')",
    "time.fromisoformat('T')",
    'time.fromisoformat(3)',
    "time.fromisoformat('\\ud800')",
    'date.fromisocalendar(2020,54,1)',
    'date.fromisocalendar(2020,1,8)',
    'date.fromisocalendar(0,1,1)',
    'date.fromisocalendar(10000,1,1)',
    'date.fromisocalendar(9999,53,1)',
    'date.fromisocalendar(10**10,53,1)',
    "date.fromisocalendar('a',53,1)",
    'date.fromisocalendar(2020,53)',
    'date.fromisocalendar(year=2020,week=2,day=1)',
    'date(2020,1,1).replace(month=13)',
    'date(2020,1,1).replace(1,2,3,4)',
    'date(2020,1,1).isocalendar()',
    'date(2020,1,1).isocalendar().__reduce__()',
    'type(date(2020,1,1).isocalendar())',
    'type(date(2020,1,1).isocalendar()).__mro__',
    'date(2020,1,1).strftime()',
    'date(2020,1,1).strftime(3)',
    "date(2020,1,1).strftime('%Y\\0x')",
    "date(2020,1,1).strftime('%\\ud800')",
    "date(1,1,1).strftime('%Y %G %C %F %y %f %z %Z %:z')",
    "datetime(1,1,1).strftime('%Y %G %C %F %y %f %z %Z %:z|%|%:|%:x')",
    "datetime(1,1,1,tzinfo=timezone(timedelta(hours=-1, seconds=3, microseconds=1),'a%b')).strftime('%Y %G %C %F %y %f %z %Z %:z')",
    "time(1).strftime('%Y %G %f %H')",
    'format(date(2020,1,1),3)',
    'date(2020,1,1).__format__(3)',
    "format(date(2020,1,1),'')",
    'tzinfo().utcoffset(None)',
    'tzinfo().tzname(None)',
    'tzinfo().dst(3)',
    'tzinfo().fromutc(3)',
    'tzinfo().fromutc(datetime(1,1,1))',
    'timezone()',
    'timezone(1)',
    'timezone(timedelta(1))',
    'timezone(timedelta(1),3)',
    'timezone(timedelta(hours=1),3)',
    'timezone(timedelta(0))',
    'timezone(timedelta(0)) is timezone.utc',
    "timezone(timedelta(0),'x')",
    "timezone(timedelta(0),'x') == UTC",
    'timezone(timedelta(hours=1))',
    'str(timezone(timedelta(hours=1,seconds=3,microseconds=4)))',
    'timezone.min, timezone.max',
    'UTC.utcoffset(3)',
    'UTC.tzname(3)',
    'UTC.dst(3)',
    'UTC.fromutc(3)',
    'UTC.fromutc(datetime(1,1,1))',
    'UTC.__getinitargs__()',
    'UTC.__reduce__()',
    "timezone(timedelta(hours=1),'x').__reduce__()",
    "timezone(timedelta(hours=1),'x').__getinitargs__()",
    'timezone(offset=timedelta(1),nam=3)',
    'UTC < 3',
    'UTC == 3',
    "datetime(1,1,1).isoformat(timespec='x')",
    "datetime(1,1,1).isoformat('ab')",
    'datetime(1,1,1).isoformat(3)',
    "datetime(1,1,1).isoformat('T',3)",
    "time(1).isoformat('x')",
    'time(1).isoformat(3)',
    'datetime.combine(1,2)',
    'datetime.combine(date(1,1,1),2)',
    'datetime.combine(date(1,1,1),time(1),3)',
    'datetime.combine(date(1,1,1))',
    'datetime(1,1,1).astimezone(3)',
    'datetime(1,1,1).timestamp()',
    'datetime(1,1,1,tzinfo=timezone(timedelta(hours=1))).utctimetuple()',
    'datetime(1,1,1,tzinfo=timezone(timedelta(hours=1))).astimezone(UTC)',
    "datetime.strptime('a','b')",
    "datetime.strptime('a')",
    "datetime.strptime('a',3)",
    "date.strptime('2020','%Y')",
    "time.strptime('20','%H')",
    "date(b'abcd')",
    "date(b'\\x01\\x02\\x03\\x04')",
    "date('\\x01\\x02\\x03\\x04')",
    "date(b'\\x01\\x0f\\x03\\x04')",
    "time(b'\\x01\\x02\\x03\\x04\\x05\\x06')",
    "time(b'\\x81\\x02\\x03\\x04\\x05\\x06')",
    "time(b'\\x81\\x02\\x03\\x04\\x05\\x06',3)",
    "datetime(b'\\x01\\x02\\x03\\x04\\x05\\x06\\x07\\x08\\x09\\x0a')",
    "datetime(b'\\x01\\x82\\x03\\x04\\x05\\x06\\x07\\x08\\x09\\x0a')",
    "datetime(b'\\x01\\x82\\x03\\x04\\x05\\x06\\x07\\x08\\x09\\x0a',3)",
    "datetime('\\x01\\x82\\x03\\x04\\x05\\x06\\x07\\x08\\x09\\u1234')",
    'date(2020,1,1).__reduce__()',
    'datetime(2020,1,1,fold=1).__reduce__()',
    'datetime(2020,1,1,fold=1).__reduce_ex__(2)',
    'datetime(2020,1,1,fold=1).__reduce_ex__(4)',
    'datetime(2020,1,1,fold=1).__reduce_ex__()',
    "datetime(2020,1,1,fold=1,tzinfo=UTC).__reduce_ex__('a')",
    'time(1,fold=1).__reduce__()',
    'time(1,fold=1).__reduce_ex__(4)',
    'time(1,fold=1,tzinfo=UTC)',
    'datetime(1,1,1,fold=1,tzinfo=UTC)',
    'timedelta(1).__reduce__()',
    'type(date(2020,1,1).isocalendar())(1,2,3)',
    'type(date(2020,1,1).isocalendar())(1,2)',
    'timedelta.days',
    'date.year',
    'date.year.__set__(date(1,1,1),3)',
    'date(1,1,1).__reduce_ex__(2)',
    'tzinfo.__reduce__(UTC)',
    'timedelta(1).__radd__(3)',
    'datetime.__new__(date,1,1,1)',
    'timedelta.__doc__ and timedelta(days=True, hours=False)',
    'timedelta(microseconds=0.5), timedelta(microseconds=1.5), timedelta(microseconds=2.5), timedelta(seconds=0.1,microseconds=0.5)',
    'timedelta(days=1.1, weeks=-2.7)',
    'timedelta(3)*0.1, timedelta(3)/7, timedelta(3)/0.7, timedelta(microseconds=3)/2,timedelta(microseconds=5)/2,timedelta(microseconds=-3)//2',
)


class Plus(datetime):
    """Results of arithmetic are of the class."""

    def __new__(cls, *args, note="", **kwargs):
        self = super().__new__(cls, *args, **kwargs)
        self.note = note
        return self


class Day(date):
    pass


class Clock(time):
    pass


class Span(timedelta):
    pass


class Rule(tzinfo):
    """An hour in summer, from April to October."""

    def __init__(self, hours, name="R"):
        self.hours, self.name = hours, name

    def utcoffset(self, dt):
        return timedelta(hours=self.hours) + self.dst(dt)

    def dst(self, dt):
        return timedelta(hours=1 if dt is not None and 4 <= dt.month < 11 else 0)

    def tzname(self, dt):
        return self.name + ("%S" if self.dst(dt) else "")

    def __getinitargs__(self):
        return self.hours, self.name


rule = Rule(2)
p = Plus(2024, 2, 29, 12, 30, 15, 250, tzinfo=rule, note="leap")
for x in (p + timedelta(1), p - timedelta(weeks=9), p.replace(day=1), p.astimezone(UTC), p.astimezone(rule) is p,
          Plus.fromisoformat("2024-02-29T01:02"), Plus.fromordinal(7), Plus.combine(p.date(), p.timetz()),
          Plus.fromtimestamp(0), Plus.fromtimestamp(1e9, rule), Plus.strptime("2020 5", "%Y %m")):
    print(type(x).__name__, repr(x), getattr(x, "note", None))
print(p.strftime("%Y-%m-%d %H:%M:%S.%f %z %:z %Z %%f %"), p.ctime(), p.timetuple(), p.utctimetuple(), f"{p:%d/%m}", f"{p}")
print(p.tzname(), p.dst(), p.utcoffset(), p.timetz(), p.time(), p.isoformat(" ", "milliseconds"))
for x in (Day(2020, 1, 1) + timedelta(5), Day(2020, 1, 1).replace(year=3), Day.fromisocalendar(2020, 53, 7),
          Day.fromtimestamp(1e9), Clock(1).replace(hour=2), Clock.fromisoformat("01:02:03,5"), Span(3) + Span(4),
          Span(3) * 2, -Span(1), abs(Span(-1)), Span(5) // 2, Span(5) % Span(3)):
    print(type(x).__name__, repr(x))
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    for x in (date(2020, 1, 2), datetime(2020, 1, 2, 3, 4, 5, 6, UTC), datetime(2020, 1, 2, fold=1), time(1, 2, 3, 4, rule),
              timedelta(1, 2, 3), Day(1, 2, 3), Clock(4), Span(5), rule, timezone(timedelta(hours=3), "T"), p):
        y = pickle.loads(pickle.dumps(x, protocol))
        print(protocol, type(y).__name__, x == y or vars(x) == vars(y), getattr(y, "fold", None), copy.deepcopy(x) == x)
print(pickle.loads(pickle.dumps(UTC)) is UTC)

# Local time over a change of clocks.
for text in ("2024-03-31T02:30", "2024-10-27T02:30", "2024-07-01T00:00", "1969-12-31T23:59:59.5"):
    for fold in (0, 1):
        d = datetime.fromisoformat(text).replace(fold=fold)
        back = datetime.fromtimestamp(d.timestamp())
        print(d, fold, d.timestamp(), back, back.fold, d.astimezone(), d.astimezone(rule), d.astimezone(UTC).astimezone())
a = datetime(2024, 10, 27, 2, 30, tzinfo=timezone(timedelta(hours=1)))
print(a == datetime(2024, 10, 27, 1, 30, tzinfo=UTC), hash(a) == hash(datetime(2024, 10, 27, 1, 30, tzinfo=UTC)), a < a + timedelta(1))
print(sorted([date(2, 1, 1), date(1, 2, 1), datetime(1, 1, 5).date()]), {date(1, 1, 1): 1}[date(1, 1, 1)])


class Bad(tzinfo):
    def __init__(self, answer):
        self.answer = answer

    def utcoffset(self, dt):
        return self.answer

    dst = tzname = utcoffset


for answer in (None, 3, timedelta(1), timedelta(hours=-24), timedelta(hours=1), "x"):
    d = datetime(2020, 1, 1, tzinfo=Bad(answer))
    namespace["d"] = d
    show("d.utcoffset()", "d.dst()", "d.tzname()", "str(d)", "d == datetime(1, 1, 1, tzinfo=UTC)", "d.timetuple()",
         "d.astimezone(UTC)", "d.tzinfo.fromutc(d)", "hash(d) is None", "d.timestamp()")
for name in ("year", "fold", "tzinfo", "foo"):
    try:
        setattr(d, name, 1)
    except AttributeError as e:
        print(e)
