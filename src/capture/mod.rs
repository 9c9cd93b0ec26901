//! Microphones: a recorded file played in real time, and the pump that keeps what they give.
