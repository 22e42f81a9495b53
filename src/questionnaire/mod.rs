//! Questionnaires: versioned sets of sections and questions.
