//! Texts of the module.

pub const PICKLER: &str = "This takes a binary file for writing a pickle data stream.\n\nThe optional *protocol* argument tells \
    the pickler to use the given\nprotocol; supported protocols are 0, 1, 2, 3, 4 and 5.  The default\nprotocol is 5. It was \
    introduced in Python 3.8, and is incompatible\nwith previous versions.\n\nSpecifying a negative protocol version selects the \
    highest protocol\nversion supported.";

pub const UNPICKLER: &str = "This takes a binary file for reading a pickle data stream.\n\nThe protocol version of the pickle is \
    detected automatically, so no\nprotocol argument is needed.  Bytes past the pickled object's\nrepresentation are ignored.";
