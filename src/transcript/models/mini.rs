//! A Whisper of a few hundred numbers, for the tests: one block on each side, states of two numbers, three tokens.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// `CTranslate2`'s code for 32-bit numbers.
pub(crate) const FLOAT32: u8 = 0;
/// For 8-bit whole numbers.
pub(crate) const INT8: u8 = 1;
/// For 16-bit floating-point numbers.
pub(crate) const FLOAT16: u8 = 4;

/// Three tokens, as `vocabulary.txt` has them.
pub(crate) const VOCABULARY: &str = "a\nĠb\n<|endoftext|>";

/// A tensor as it is written.
#[derive(Clone)]
pub(crate) struct Raw {
    pub(crate) name: String,
    pub(crate) dims: Vec<u32>,
    pub(crate) kind: u8,
    pub(crate) data: Vec<u8>,
}

/// A model that a test can spoil before it is written.
#[derive(Clone)]
pub(crate) struct Mini {
    pub(crate) version: u32,
    pub(crate) kind: &'static str,
    pub(crate) tensors: Vec<Raw>,
}

impl Mini {
    pub(crate) fn whisper() -> Self {
        let mut mini = Mini { version: 6, kind: "WhisperSpec", tensors: Vec::new() };
        for side in ["encoder", "decoder"] {
            mini.push(&format!("{side}/num_heads"), &[], INT8, vec![1]);
            mini.halves(&format!("{side}/position_encodings/encodings"), &[4, 2]);
            let layer = format!("{side}/layer_0");
            mini.norm(&format!("{layer}/ffn/layer_norm"));
            mini.linear(&format!("{layer}/ffn/linear_0"), 8, 2);
            mini.linear(&format!("{layer}/ffn/linear_1"), 2, 8);
            mini.norm(&format!("{layer}/self_attention/layer_norm"));
            mini.linear(&format!("{layer}/self_attention/linear_0"), 6, 2);
            mini.no_bias(&format!("{layer}/self_attention/linear_0/bias"), 2..4);
            mini.linear(&format!("{layer}/self_attention/linear_1"), 2, 2);
            if side == "decoder" {
                mini.norm(&format!("{layer}/attention/layer_norm"));
                mini.linear(&format!("{layer}/attention/linear_0"), 2, 2);
                mini.linear(&format!("{layer}/attention/linear_1"), 4, 2);
                mini.no_bias(&format!("{layer}/attention/linear_1/bias"), 0..2);
                mini.linear(&format!("{layer}/attention/linear_2"), 2, 2);
            }
            mini.norm(&format!("{side}/layer_norm"));
        }
        mini.halves("decoder/embeddings/weight", &[3, 2]);
        mini.halves("encoder/conv1/weight", &[2, 80, 3]);
        mini.halves("encoder/conv1/bias", &[2]);
        mini.halves("encoder/conv2/weight", &[2, 2, 3]);
        mini.halves("encoder/conv2/bias", &[2]);
        mini
    }

    fn push(&mut self, name: &str, dims: &[u32], kind: u8, data: Vec<u8>) {
        self.tensors.push(Raw { name: name.to_owned(), dims: dims.to_vec(), kind, data });
    }

    /// Numbers that differ from place to place, so that a table in the wrong place is seen.
    fn halves(&mut self, name: &str, dims: &[u32]) {
        let seed = self.tensors.len() as u16 * 97;
        let count = dims.iter().product::<u32>() as u16;
        let data = (0..count).flat_map(|n| (0x2c00 + (seed + n * 13) % 0x1000).to_le_bytes()).collect();
        self.push(name, dims, FLOAT16, data);
    }

    fn norm(&mut self, name: &str) {
        self.halves(&format!("{name}/gamma"), &[2]);
        self.halves(&format!("{name}/beta"), &[2]);
    }

    fn linear(&mut self, name: &str, rows: u32, columns: u32) {
        self.halves(&format!("{name}/weight"), &[rows, columns]);
        self.halves(&format!("{name}/bias"), &[rows]);
    }

    fn no_bias(&mut self, name: &str, rows: std::ops::Range<usize>) {
        self.of(name).data[rows.start * 2..rows.end * 2].fill(0);
    }

    /// The tensor of this name, to be spoilt.
    pub(crate) fn of(&mut self, name: &str) -> &mut Raw {
        self.tensors.iter_mut().find(|tensor| tensor.name == name).unwrap()
    }

    /// The model as the bytes of `model.bin`.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = self.version.to_le_bytes().to_vec();
        let name = |out: &mut Vec<u8>, name: &str| {
            out.extend((name.len() as u16 + 1).to_le_bytes());
            out.extend(name.as_bytes());
            out.push(0);
        };
        name(&mut out, self.kind);
        out.extend(3_u32.to_le_bytes());
        out.extend((self.tensors.len() as u32).to_le_bytes());
        for tensor in &self.tensors {
            name(&mut out, &tensor.name);
            out.push(tensor.dims.len() as u8);
            tensor.dims.iter().for_each(|dim| out.extend(dim.to_le_bytes()));
            out.push(tensor.kind);
            out.extend((tensor.data.len() as u32).to_le_bytes());
            out.extend(&tensor.data);
        }
        out.extend(1_u32.to_le_bytes());
        name(&mut out, "decoder/projection/weight");
        name(&mut out, "decoder/embeddings/weight");
        out
    }
}

/// A wheel with these files.
pub(crate) fn wheel(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
