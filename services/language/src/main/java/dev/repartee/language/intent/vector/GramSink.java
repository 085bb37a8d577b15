package dev.repartee.language.intent.vector;

/** Takes the features of a message, in whichever order, as often as they occur. */
@FunctionalInterface
interface GramSink {

    /**
     * @param hash stands for the feature; two features of a message practically never share one of
     *     2^64
     */
    void gram(Block block, long hash);
}
