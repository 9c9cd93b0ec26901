//! The weights of the recogniser: which there are, and that they are what they claim to be.
