//! The recogniser: whisper.cpp through `whisper-rs`. The only file that names the crate.

use std::ffi::{c_int, c_void};
use std::path::Path;

use whisper_rs::{
    DtwMode, DtwModelPreset, DtwParameters, FullParams, SamplingStrategy, WhisperContext,
    WhisperContextParameters, WhisperSysContext, WhisperSysState, WhisperTokenData, WhisperTokenId,
};

use super::decoder::{Decoder, DecoderError, FULL_REACH, Manner, Reach, SHORT_REACH, Token};
use crate::time::Length;

/// Put before every piece as if it had just been said. Whisper writes on in the style of what came before, so this
/// makes it write the sounds that it would otherwise clean away.
pub(super) const DISFLUENT_PROMPT: &str =
    "Um, so, uh, we were, like, you know, er... hmm, and, uh, then I, um, I went on.";

/// Added to the logits of tokens that are hesitations: +2 hears most of them, +4 invents some (docs/MEASURES.md).
const FAVOURED: [(&str, f32); 8] = [
    (" um", 2.0),
    (" uh", 2.0),
    (" Um", 2.0),
    (" Uh", 2.0),
    ("Um", 2.0),
    ("Uh", 2.0),
    (" er", 1.0),
    (" Er", 1.0),
];

/// Encoder frames (20 ms each) for [`Reach::Short`]. Smaller contexts made the decoder loop.
const SHORT_CONTEXT: c_int = 768;

/// What differs between the models: the attention heads that follow the sound, and how late (in ms) the path
/// through them marks the end of a token. Measured on clips with known word times (docs/MEASURES.md).
struct Alignment {
    heads: DtwModelPreset,
    late_ms: i64,
}

impl Alignment {
    fn of(model: &str) -> Option<Self> {
        match model {
            "tiny.en" => Some(Alignment { heads: DtwModelPreset::TinyEn, late_ms: 110 }),
            "base" => Some(Alignment { heads: DtwModelPreset::Base, late_ms: -10 }),
            _ => None,
        }
    }
}

/// Keeps the engine's own log off the terminal. Call once, before anything of it is used.
pub fn silence() {
    whisper_rs::install_logging_hooks();
}

/// A loaded model.
pub struct Whisper {
    context: WhisperContext,
    late_ms: i64,
    threads: c_int,
    prompt: Vec<WhisperTokenId>,
    favoured: Vec<(usize, f32)>,
}

impl std::fmt::Debug for Whisper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Whisper").field("threads", &self.threads).finish_non_exhaustive()
    }
}

impl Whisper {
    /// Loads the weights of a model whose checksum was verified: a broken file would abort the process.
    pub fn load(model: &str, path: &Path, threads: usize) -> Result<Self, DecoderError> {
        silence();
        let alignment =
            Alignment::of(model).ok_or_else(|| DecoderError::NoTimes { model: model.to_owned() })?;
        let refused = |source: whisper_rs::WhisperError| DecoderError::Load {
            path: path.to_owned(),
            source: Box::new(source),
        };
        let mut parameters = WhisperContextParameters::new();
        parameters.use_gpu(false).dtw_parameters(DtwParameters {
            mode: DtwMode::ModelPreset { model_preset: alignment.heads },
            ..DtwParameters::default()
        });
        let context = WhisperContext::new_with_params(path, parameters).map_err(refused)?;
        let prompt = context.tokenize(DISFLUENT_PROMPT, DISFLUENT_PROMPT.len()).map_err(refused)?;
        let mut favoured = Vec::new();
        for (text, more) in FAVOURED {
            if let [id] = context.tokenize(text, text.len() + 1).map_err(refused)?[..] {
                favoured.push((id as usize, more));
            }
        }
        Ok(Whisper { context, late_ms: alignment.late_ms, threads: threads as c_int, prompt, favoured })
    }

    fn parameters(&self, manner: Manner, reach: Reach) -> FullParams<'_, '_> {
        let mut parameters = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
        parameters.set_n_threads(self.threads);
        parameters.set_no_context(true);
        // No second tries at higher temperatures: they draw from a random generator and cost up to five decodings
        // more. `hear` sees trouble itself and decodes again in another manner.
        parameters.set_temperature_inc(0.0);
        parameters.set_print_progress(false);
        parameters.set_print_special(false);
        parameters.set_print_realtime(false);
        parameters.set_print_timestamps(false);
        if reach == Reach::Short {
            parameters.set_audio_ctx(SHORT_CONTEXT);
        }
        if manner == Manner::Verbatim {
            // `set_initial_prompt` would leak a copy of the text at every call.
            parameters.set_tokens(&self.prompt);
            let favoured: *const Vec<(usize, f32)> = &raw const self.favoured;
            // SAFETY: `favour` only reads through this pointer, and only while `full` runs, which borrows `self`.
            #[allow(unsafe_code)]
            unsafe {
                parameters.set_filter_logits_callback(Some(favour));
                parameters.set_filter_logits_callback_user_data(favoured.cast_mut().cast::<c_void>());
            }
        }
        parameters
    }

    /// The end of a token from the start of the piece. The path marks ends in steps of 10 ms; -1 is "not known".
    fn ends(&self, token: &WhisperTokenData) -> Length {
        let known = if token.t_dtw >= 0 { token.t_dtw } else { token.t1 };
        Length::from_millis((known * 10 - self.late_ms).max(0) as u64)
    }
}

impl Decoder for Whisper {
    fn decode(&mut self, samples: &[f32], manner: Manner, reach: Reach) -> Result<Vec<Token>, DecoderError> {
        let length = Length::from_samples(samples.len() as u64);
        let longest = if reach == Reach::Short { SHORT_REACH } else { FULL_REACH };
        if length > longest {
            return Err(DecoderError::TooLong { length });
        }
        let failed = |source: whisper_rs::WhisperError| DecoderError::Decode(Box::new(source));
        // A state of its own for each piece, so that no piece can depend on the one before.
        let mut state = self.context.create_state().map_err(failed)?;
        state.full(self.parameters(manner, reach), samples).map_err(failed)?;
        let end_of_text = self.context.token_eot();
        let mut tokens = Vec::new();
        for segment in state.as_iter() {
            for place in 0..segment.n_tokens() {
                let Some(token) = segment.get_token(place) else { continue };
                let data = token.token_data();
                if data.id >= end_of_text {
                    continue;
                }
                let bytes = token.to_bytes().map_err(failed)?.to_vec();
                tokens.push(Token { bytes, probability: data.p, ends: self.ends(&data) });
            }
        }
        Ok(tokens)
    }
}

/// Called by the engine before each token is chosen.
///
/// # Safety
/// `user_data` points to the `Vec` that [`Whisper::parameters`] set, and `logits` to one number for each token of
/// the vocabulary from which its indices were taken.
#[allow(unsafe_code)]
unsafe extern "C" fn favour(
    _: *mut WhisperSysContext,
    _: *mut WhisperSysState,
    _: *const WhisperTokenData,
    _: c_int,
    logits: *mut f32,
    user_data: *mut c_void,
) {
    // SAFETY: see the function's own words.
    unsafe {
        for &(token, more) in &*user_data.cast_const().cast::<Vec<(usize, f32)>>() {
            *logits.add(token) += more;
        }
    }
}
