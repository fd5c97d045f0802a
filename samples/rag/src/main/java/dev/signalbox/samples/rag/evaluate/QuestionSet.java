package dev.signalbox.samples.rag.evaluate;

/** Questions by what they are for. */
enum QuestionSet {
    /** To try settings on. */
    TUNING,
    /** Fixed before anything was tried, with which no setting was chosen: they tell how well it works on questions yet to come. */
    FROZEN
}
