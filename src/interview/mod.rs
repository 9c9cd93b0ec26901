//! The interview as a pure state machine, and the conductor that carries its effects out.
