//! Cyclic redundancy checks.

/// Tables for eight bytes at once: `TABLES[k][b]` is what the byte `b` does `k` bytes before the end.
static TABLES: [[u32; 256]; 8] = {
    let mut t = [[0; 256]; 8];
    let mut b = 0;
    while b < 256 {
        let (mut c, mut bit) = (b as u32, 0);
        while bit < 8 {
            c = c >> 1 ^ if c & 1 != 0 { 0xEDB8_8320 } else { 0 };
            bit += 1;
        }
        t[0][b] = c;
        b += 1;
    }
    let mut k = 1;
    while k < 8 {
        let mut b = 0;
        while b < 256 {
            let c = t[k - 1][b];
            t[k][b] = c >> 8 ^ t[0][(c & 0xFF) as usize];
            b += 1;
        }
        k += 1;
    }
    t
};

/// CRC-32 (that of zip files) of data that follows data with the checksum `start`.
pub fn crc32(data: &[u8], start: u32) -> u32 {
    let mut crc = !start;
    let mut chunks = data.chunks_exact(8);
    for c in &mut chunks {
        let word = u64::from_le_bytes(c.try_into().expect("eight bytes")) ^ u64::from(crc);
        crc = (0..8).fold(0, |sum, i| {
            sum ^ TABLES[7 - i][(word >> (8 * i) & 0xFF) as usize]
        });
    }
    for &b in chunks.remainder() {
        crc = crc >> 8 ^ TABLES[0][usize::from(crc as u8 ^ b)];
    }
    !crc
}

static HQX: [u16; 256] = {
    let mut t = [0; 256];
    let mut b = 0;
    while b < 256 {
        let (mut c, mut bit) = ((b as u16) << 8, 0);
        while bit < 8 {
            c = c << 1 ^ if c & 0x8000 != 0 { 0x1021 } else { 0 };
            bit += 1;
        }
        t[b] = c;
        b += 1;
    }
    t
};

/// CRC-CCITT, as in BinHex files.
pub fn crc_hqx(data: &[u8], start: u16) -> u16 {
    data.iter().fold(start, |crc, b| {
        crc << 8 ^ HQX[usize::from((crc >> 8) as u8 ^ b)]
    })
}
