//! Writes Whisper's weights as the ggml file of whisper.cpp, byte for byte like the official one.
//!
//! What makes it exact: the tensors stand in the order of the checkpoints of 2022, a weight before its bias; tables
//! of two and three dimensions are in 16 bits, everything of one dimension, both position tables and the biases of
//! the convolutions in 32; the position table of the encoder is taken over, for computed sines differ in their last
//! bit; tokens are raw bytes.

use std::io::{self, Write};

use super::ct2::{Ct2Error, Tensor, Weights};
use super::mel;

/// "ggml" as a number.
pub(super) const MAGIC: u32 = 0x6767_6d6c;
/// Tokens in the file; those above, such as the times, are numbered by whisper.cpp itself.
pub(super) const TOKENS: u32 = 50_257;
/// The mel bands that a Whisper model can have: 128 from large-v3 on.
const BANDS: [u32; 2] = [80, 128];

/// Why the file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// The weights are not Whisper's.
    #[error(transparent)]
    Weights(#[from] Ct2Error),
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// How the numbers of a tensor are written; the value is ggml's.
#[derive(Clone, Copy)]
enum Width {
    Bits32 = 0,
    Bits16 = 1,
}

/// Writes the whole file.
pub(super) fn write(
    out: &mut impl Write,
    weights: &Weights<'_>,
    tokens: &[Vec<u8>],
) -> Result<(), ConvertError> {
    let mut file = GgmlFile { out, weights };
    file.header()?;
    file.words(&[tokens.len() as u32])?;
    for token in tokens {
        file.words(&[token.len() as u32])?;
        file.out.write_all(token)?;
    }
    for side in ["decoder", "encoder"] {
        let table = weights.get(&format!("{side}/position_encodings/encodings"))?;
        file.tensor(&format!("{side}.positional_embedding"), table, Width::Bits32)?;
    }
    let embedding = weights.get("decoder/embeddings/weight")?;
    file.tensor("decoder.token_embedding.weight", embedding, Width::Bits16)?;
    file.blocks("decoder")?;
    file.norm("decoder.ln", "decoder/layer_norm")?;
    file.convolution("conv1")?;
    file.convolution("conv2")?;
    file.blocks("encoder")?;
    file.norm("encoder.ln_post", "encoder/layer_norm")
}

/// How many blocks a side has.
fn count_blocks(weights: &Weights<'_>, side: &str) -> u32 {
    let is_there = |n: &u32| weights.has(&format!("{side}/layer_{n}/ffn/linear_0/weight"));
    (0..u32::MAX).take_while(is_there).count() as u32
}

struct GgmlFile<'a, W> {
    out: &'a mut W,
    weights: &'a Weights<'a>,
}

impl<W: Write> GgmlFile<'_, W> {
    fn words(&mut self, words: &[u32]) -> io::Result<()> {
        words.iter().try_for_each(|word| self.out.write_all(&word.to_le_bytes()))
    }

    /// The sizes of the model and the mel filters.
    fn header(&mut self) -> Result<(), ConvertError> {
        let weights = self.weights;
        let [vocabulary, text_state] = weights.get("decoder/embeddings/weight")?.dims()?;
        let [audio_context, audio_state] = weights.get("encoder/position_encodings/encodings")?.dims()?;
        let [text_context, _] = weights.get("decoder/position_encodings/encodings")?.dims()?;
        let first = weights.get("encoder/conv1/weight")?;
        let [_, bands, _] = first.dims()?;
        if !BANDS.contains(&bands) {
            return Err(first.misshapen().into());
        }
        let audio_heads = weights.get("encoder/num_heads")?.whole_number()?;
        let text_heads = weights.get("decoder/num_heads")?.whole_number()?;
        let (audio_blocks, text_blocks) =
            (count_blocks(weights, "encoder"), count_blocks(weights, "decoder"));
        self.words(&[MAGIC, vocabulary])?;
        self.words(&[audio_context, audio_state, audio_heads, audio_blocks])?;
        self.words(&[text_context, text_state, text_heads, text_blocks])?;
        self.words(&[bands, Width::Bits16 as u32])?;
        self.words(&[bands, mel::FREQUENCIES])?;
        for value in mel::filters(bands) {
            self.out.write_all(&value.to_le_bytes())?;
        }
        Ok(())
    }

    fn tensor(&mut self, name: &str, tensor: &Tensor<'_>, width: Width) -> Result<(), ConvertError> {
        self.shaped(name, tensor, tensor.all_dims(), width)
    }

    /// A tensor under other dimensions than its own. ggml names the innermost dimension first.
    fn shaped(
        &mut self,
        name: &str,
        tensor: &Tensor<'_>,
        dims: &[u32],
        width: Width,
    ) -> Result<(), ConvertError> {
        let data = match width {
            Width::Bits32 => tensor.as_f32()?,
            Width::Bits16 => tensor.as_f16()?,
        };
        self.words(&[dims.len() as u32, name.len() as u32, width as u32])?;
        let inner_first: Vec<u32> = dims.iter().rev().copied().collect();
        self.words(&inner_first)?;
        self.out.write_all(name.as_bytes())?;
        self.out.write_all(&data)?;
        Ok(())
    }

    fn convolution(&mut self, name: &str) -> Result<(), ConvertError> {
        let weights = self.weights;
        let weight = weights.get(&format!("encoder/{name}/weight"))?;
        weight.dims::<3>()?;
        self.tensor(&format!("encoder.{name}.weight"), weight, Width::Bits16)?;
        let bias = weights.get(&format!("encoder/{name}/bias"))?;
        let [channels] = bias.dims()?;
        self.shaped(&format!("encoder.{name}.bias"), bias, &[channels, 1], Width::Bits32)
    }

    fn norm(&mut self, to: &str, from: &str) -> Result<(), ConvertError> {
        let weights = self.weights;
        for (to_end, from_end) in [("weight", "gamma"), ("bias", "beta")] {
            let tensor = weights.get(&format!("{from}/{from_end}"))?;
            tensor.dims::<1>()?;
            self.tensor(&format!("{to}.{to_end}"), tensor, Width::Bits32)?;
        }
        Ok(())
    }

    fn linear(&mut self, to: &str, from: &str) -> Result<(), ConvertError> {
        self.part(to, from, (0, 1))
    }

    /// One of several tables that `CTranslate2` keeps on top of each other.
    fn part(&mut self, to: &str, from: &str, (part, parts): (u32, u32)) -> Result<(), ConvertError> {
        let weights = self.weights;
        let weight = weights.get(&format!("{from}/weight"))?;
        weight.dims::<2>()?;
        self.tensor(&format!("{to}.weight"), &weight.rows(part, parts)?, Width::Bits16)?;
        let bias = weights.get(&format!("{from}/bias"))?;
        bias.dims::<1>()?;
        self.tensor(&format!("{to}.bias"), &bias.rows(part, parts)?, Width::Bits32)
    }

    /// The keys of an attention, which have no bias in Whisper; `CTranslate2` fills the place with zeros.
    fn key(&mut self, to: &str, from: &str, (part, parts): (u32, u32)) -> Result<(), ConvertError> {
        let weights = self.weights;
        let weight = weights.get(&format!("{from}/weight"))?;
        weight.dims::<2>()?;
        self.tensor(&format!("{to}.weight"), &weight.rows(part, parts)?, Width::Bits16)?;
        let bias = weights.get(&format!("{from}/bias"))?.rows(part, parts)?;
        if bias.is_zero() { Ok(()) } else { Err(bias.misshapen().into()) }
    }

    fn blocks(&mut self, side: &str) -> Result<(), ConvertError> {
        for n in 0..count_blocks(self.weights, side) {
            let (to, from) = (format!("{side}.blocks.{n}"), format!("{side}/layer_{n}"));
            self.norm(&format!("{to}.mlp_ln"), &format!("{from}/ffn/layer_norm"))?;
            self.linear(&format!("{to}.mlp.0"), &format!("{from}/ffn/linear_0"))?;
            self.linear(&format!("{to}.mlp.2"), &format!("{from}/ffn/linear_1"))?;
            self.norm(&format!("{to}.attn_ln"), &format!("{from}/self_attention/layer_norm"))?;
            let together = format!("{from}/self_attention/linear_0");
            self.part(&format!("{to}.attn.query"), &together, (0, 3))?;
            self.key(&format!("{to}.attn.key"), &together, (1, 3))?;
            self.part(&format!("{to}.attn.value"), &together, (2, 3))?;
            self.linear(&format!("{to}.attn.out"), &format!("{from}/self_attention/linear_1"))?;
            if side == "decoder" {
                self.norm(&format!("{to}.cross_attn_ln"), &format!("{from}/attention/layer_norm"))?;
                self.linear(&format!("{to}.cross_attn.query"), &format!("{from}/attention/linear_0"))?;
                let together = format!("{from}/attention/linear_1");
                self.key(&format!("{to}.cross_attn.key"), &together, (0, 2))?;
                self.part(&format!("{to}.cross_attn.value"), &together, (1, 2))?;
                self.linear(&format!("{to}.cross_attn.out"), &format!("{from}/attention/linear_2"))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::mini::{FLOAT32, INT8, Mini, VOCABULARY};
    use super::super::store::hash;
    use super::super::vocabulary::{VocabularyFile, tokens};
    use super::*;

    fn written(mini: &Mini) -> Result<Vec<u8>, ConvertError> {
        let bytes = mini.bytes();
        let weights = Weights::read(&bytes)?;
        let tokens = tokens(VocabularyFile::VocabularyTxt, VOCABULARY.as_bytes(), TOKENS).unwrap();
        let mut out = Vec::new();
        write(&mut out, &weights, &tokens)?;
        Ok(out)
    }

    /// The names, dimensions and widths in the order of the file.
    fn contents(file: &[u8]) -> Vec<String> {
        let mut rest = &file[(12 + 2 + 80 * 201) * 4..];
        let word = |rest: &mut &[u8]| {
            let (word, after) = rest.split_first_chunk().unwrap();
            *rest = after;
            u32::from_le_bytes(*word)
        };
        for _ in 0..word(&mut rest) {
            let length = word(&mut rest) as usize;
            rest = &rest[length..];
        }
        let mut lines = Vec::new();
        while !rest.is_empty() {
            let (rank, length, width) = (word(&mut rest), word(&mut rest) as usize, word(&mut rest));
            let dims: Vec<u32> = (0..rank).map(|_| word(&mut rest)).collect();
            let (name, after) = rest.split_at(length);
            lines.push(format!(
                "{} {dims:?} f{}",
                str::from_utf8(name).unwrap(),
                if width == 1 { 16 } else { 32 }
            ));
            let bytes = dims.iter().product::<u32>() * if width == 1 { 2 } else { 4 };
            rest = &after[bytes as usize..];
        }
        lines
    }

    #[test]
    fn the_file_has_the_order_and_the_widths_of_the_official_one() {
        let lines = contents(&written(&Mini::whisper()).unwrap());
        let starts = [
            "decoder.positional_embedding [2, 4] f32",
            "encoder.positional_embedding [2, 4] f32",
            "decoder.token_embedding.weight [2, 3] f16",
            "decoder.blocks.0.mlp_ln.weight [2] f32",
            "decoder.blocks.0.mlp_ln.bias [2] f32",
            "decoder.blocks.0.mlp.0.weight [2, 8] f16",
            "decoder.blocks.0.mlp.0.bias [8] f32",
            "decoder.blocks.0.mlp.2.weight [8, 2] f16",
            "decoder.blocks.0.mlp.2.bias [2] f32",
            "decoder.blocks.0.attn_ln.weight [2] f32",
            "decoder.blocks.0.attn_ln.bias [2] f32",
            "decoder.blocks.0.attn.query.weight [2, 2] f16",
            "decoder.blocks.0.attn.query.bias [2] f32",
            "decoder.blocks.0.attn.key.weight [2, 2] f16",
            "decoder.blocks.0.attn.value.weight [2, 2] f16",
        ];
        assert_eq!(lines[..starts.len()], starts);
        assert_eq!(lines.iter().filter(|line| line.contains(".key.bias")).count(), 0);
        let position = |start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap();
        assert!(position("decoder.ln") < position("encoder.conv1.weight [3, 80, 2] f16"));
        assert!(position("encoder.conv1.bias [1, 2] f32") < position("encoder.blocks.0.mlp_ln"));
        assert_eq!(lines.last().unwrap(), "encoder.ln_post.bias [2] f32");
    }

    #[test]
    fn the_file_is_what_an_independent_converter_makes_of_the_same_weights() {
        // A program in another language that also makes both official files.
        let file = written(&Mini::whisper()).unwrap();
        assert_eq!(
            hash(file.as_slice()).unwrap(),
            "c7c50bd4bf0093c37dd7c14d87881b5f7e6e79b32715e42d6d1d681dd35b9141"
        );
    }

    #[test]
    fn weights_in_32_bits_make_the_same_file() {
        let halves = Mini::whisper();
        let mut floats = halves.clone();
        for tensor in floats.tensors.iter_mut().filter(|tensor| tensor.kind != INT8) {
            let numbers = tensor
                .data
                .as_chunks()
                .0
                .iter()
                .map(|&half| super::super::half::widen(u16::from_le_bytes(half)));
            tensor.data = numbers.flat_map(f32::to_le_bytes).collect();
            tensor.kind = FLOAT32;
        }
        assert!(written(&floats).unwrap() == written(&halves).unwrap());
    }

    #[test]
    fn weights_of_another_shape_are_refused() {
        type Spoil = fn(&mut Mini);
        let cases: [(&str, Spoil); 7] = [
            ("79 bands", |mini| mini.of("encoder/conv1/weight").dims = vec![3, 160, 1]),
            ("no bands", |mini| {
                let table = mini.of("encoder/conv1/weight");
                (table.dims, table.data) = (vec![0, 80, u32::MAX], Vec::new());
            }),
            ("flat", |mini| mini.of("decoder/embeddings/weight").dims = vec![6]),
            ("rows that cannot be parted", |mini| {
                mini.of("decoder/layer_0/self_attention/linear_0/weight").dims = vec![4, 3];
            }),
            ("a key with a bias", |mini| {
                mini.of("decoder/layer_0/self_attention/linear_0/bias").data.fill(1);
            }),
            ("many heads", |mini| {
                let heads = mini.of("decoder/num_heads");
                (heads.dims, heads.data) = (vec![8], vec![1; 8]);
            }),
            ("rounded", |mini| {
                let table = mini.of("decoder/layer_0/ffn/linear_0/weight");
                (table.kind, table.data) = (INT8, vec![1; 16]);
            }),
        ];
        for (what, spoil) in cases {
            let mut mini = Mini::whisper();
            spoil(&mut mini);
            assert!(matches!(written(&mini), Err(ConvertError::Weights(_))), "{what}");
        }
        for place in 0..Mini::whisper().tensors.len() {
            let mut mini = Mini::whisper();
            let without = mini.tensors.remove(place).name;
            if !without.ends_with("layer_0/ffn/linear_0/weight") {
                assert!(
                    matches!(written(&mini), Err(ConvertError::Weights(Ct2Error::Missing { .. }))),
                    "{without}"
                );
            }
        }
    }
}
