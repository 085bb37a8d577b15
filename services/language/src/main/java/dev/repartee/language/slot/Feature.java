package dev.repartee.language.slot;

/**
 * The kinds of features that {@link FeatureExtractor} makes. Each number is part of the keys of its
 * features, and these are in every tagger that was learnt: a number never changes, and none is used
 * again.
 */
final class Feature {

    // What is true of every word
    static final int BIAS = 1;

    // The words around; WORD plus how far from here
    static final int WORD = 10;
    static final int PAIR_BEFORE = 20;
    static final int PAIR_AFTER = 21;
    static final int TWO_BEFORE = 22;
    static final int TWO_AFTER = 23;
    static final int BOTH_SIDES = 24;
    static final int TRIPLE = 25;

    // How words are written; BEGINNING and ENDING plus their length
    static final int BEGINNING = 30;
    static final int ENDING = 40;
    static final int SHAPE = 50;
    static final int SHAPE_BEFORE = 51;
    static final int SHAPE_AFTER = 52;
    static final int SHAPES_BEFORE = 53;
    static final int SHAPES_AFTER = 54;
    static final int SUFFIX_BEFORE = 55;
    static final int SUFFIX_AFTER = 56;
    static final int GLUED_SHAPE = 57;
    static final int PLACE = 58;

    // What phrases of the language the words belong to; PHRASE plus how far from here
    static final int PHRASE = 60;
    static final int PHRASES_BEFORE = 65;
    static final int PHRASES_AFTER = 66;
    static final int PHRASE_TRIPLE = 67;

    // What words were in other examples; AFFINITY plus how far from here
    static final int AFFINITY = 70;
    static final int AFFINITIES_BEFORE = 73;
    static final int AFFINITIES_AFTER = 74;
    static final int AFFINITY_TWO_BEFORE = 130;
    static final int AFFINITY_TWO_AFTER = 131;
    static final int AFFINITY_TRIPLE = 132;
    static final int WORD_BEFORE_AFFINITY = 133;
    static final int AFFINITY_WORD_AFTER = 134;
    static final int AFFINITY_BETWEEN_WORDS = 135;

    // What stretches of words were in other examples
    static final int VALUE = 80;
    static final int VALUE_BEFORE = 139;
    static final int VALUE_AFTER = 140;

    // The next word to each side that usually is outside of all values
    static final int ANCHOR_LEFT = 81;
    static final int ANCHOR_RIGHT = 82;
    static final int ANCHORS = 83;
    static final int ANCHOR_LEFT_AFFINITY = 84;
    static final int ANCHOR_RIGHT_AFFINITY = 85;

    // What the sentence is about, beside what is true of the word
    static final int TOPIC = 90;
    static final int TOPIC_WORD = 91;
    static final int TOPIC_WORD_BEFORE = 92;
    static final int TOPIC_WORD_AFTER = 93;
    static final int TOPIC_AFFINITY = 94;
    static final int TOPIC_SHAPE = 95;
    static final int TOPIC_BOTH_SIDES = 96;
    static final int TOPIC_ANCHORS = 97;
    static final int TOPIC_ANCHOR_LEFT = 98;
    static final int TOPIC_ANCHOR_RIGHT = 99;
    static final int TOPIC_SUFFIX = 100;
    static final int TOPIC_VALUE = 101;
    static final int TOPIC_PHRASE = 102;
    static final int TOPIC_PAIR_BEFORE = 103;
    static final int TOPIC_PAIR_AFTER = 104;
    static final int TOPIC_KIND = 116;

    // What words are a kind of; KIND plus how far from here
    static final int KIND = 110;
    static final int KIND_BEFORE_AFFINITY = 119;
    static final int KINDS_BEFORE = 120;
    static final int KINDS_AFTER = 121;

    private Feature() {}
}
