package dev.signalbox.samples.rag.search.lucene;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.LimitTokenCountAnalyzer;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.QueryBuilder;

/** The words of a question as a query: any of them, in the text, the headings or the title. */
@RequiredArgsConstructor
final class KeywordQuery {

    private static final Map<String, Float> BOOSTS = Map.of(Fields.TEXT, 1f, Fields.HEADING, 0.5f, Fields.TITLE, 0.5f);

    /** Words that make a question a question, and that say nothing of what it is about. */
    private static final String ASKING =
            "\\b(how|what|when|where|who|whom|whose|which|why|can|could|may|might|must|shall|should|would|do|does|did|am|have"
                    + "|has|had|i|me|my|we|us|our|you|your|he|she|any|anybody|anyone|somebody|someone|there|get|so)\\b";

    /** In three fields they stay below the number of clauses that a query may have, 1024. */
    private static final int MOST_WORDS = 300;

    private final Analyzer analyzer;

    /** Nothing if the question is made of stop words only. */
    Optional<Query> of(String question) {
        String about = question.toLowerCase(Locale.ENGLISH).replaceAll(ASKING, " ");
        QueryBuilder builder = new QueryBuilder(new LimitTokenCountAnalyzer(analyzer, MOST_WORDS));
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        BOOSTS.forEach((field, boost) -> {
            Query words = builder.createBooleanQuery(field, about, Occur.SHOULD);
            if (words != null) {
                any.add(new BoostQuery(words, boost), Occur.SHOULD);
            }
        });
        BooleanQuery query = any.build();
        return query.clauses().isEmpty() ? Optional.empty() : Optional.of(query);
    }
}
