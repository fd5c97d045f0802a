package dev.signalbox.samples.rag.search;

/** How passages are found. */
public enum SearchMethod {
    /** By the words that they share with the query. */
    KEYWORD,
    /** By nearness of meaning. */
    VECTOR,
    /** By both, their finds fused. */
    HYBRID
}
