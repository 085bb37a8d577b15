package dev.repartee.knowledge.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What a set of questions showed.
 *
 * @param set its name
 * @param documents how many there are to find
 * @param questions how many were asked that a document answers
 * @param ndcg10 mean nDCG@10
 * @param mrr10 mean reciprocal rank among the first ten
 * @param hit1 share of questions whose first document was relevant
 * @param hit5 the same among the first five
 * @param hit10 the same among the first ten
 * @param searchMillis time of a search
 * @param indexSeconds time to build the index
 * @param answers how good the extracted answers are; null when the set has none
 */
public record RetrievalReport(
        String set,
        int documents,
        int questions,
        double ndcg10,
        double mrr10,
        double hit1,
        double hit5,
        double hit10,
        Latency searchMillis,
        double indexSeconds,
        @Nullable Answers answers) {

    /**
     * Times in milliseconds.
     *
     * @param p50 the median
     * @param p95 what 95 % keep within
     * @param p99 what 99 % keep within
     */
    public record Latency(double p50, double p95, double p99) {}

    /**
     * How the extractive answerer did over all documents.
     *
     * @param answered share of the questions with an answer in the documents that it answered
     * @param rightDocument share of the answered that cite the relevant document
     * @param contains share of all such questions whose answer contains a right span
     * @param replyF1 mean F1 of the reply's sentences against the right spans, 0 where it declined
     * @param exact mean exact match of the shortest span that it names
     * @param f1 mean F1 of that span
     * @param declined share of the questions without an answer that it declined; NaN without any
     */
    public record Answers(
            double answered,
            double rightDocument,
            double contains,
            double replyF1,
            double exact,
            double f1,
            double declined) {}
}
