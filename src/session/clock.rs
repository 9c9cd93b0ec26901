//! The clock on the wall, in words; read nowhere else.

/// The minute of now, as sessions are named: `2026-11-22-0412`.
pub(super) fn minute() -> String {
    jiff::Zoned::now().strftime("%Y-%m-%d-%H%M").to_string()
}

/// Now to the second, with what the clock is off from UTC: `2026-11-22T04:12:33+01:00`.
pub(super) fn second() -> String {
    jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::super::SessionId;

    #[test]
    fn the_minute_of_now_is_the_name_of_a_session() {
        assert!(SessionId::read(&super::minute()).is_some(), "{}", super::minute());
        assert_eq!(super::second().len(), "2026-11-22T04:12:33+01:00".len());
    }
}
