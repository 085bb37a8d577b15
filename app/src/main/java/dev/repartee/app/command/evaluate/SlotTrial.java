package dev.repartee.app.command.evaluate;

import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.language.evaluation.Splits;
import dev.repartee.language.slot.SlotEvaluation;
import dev.repartee.language.slot.SlotTagger;
import java.util.List;

/** The slot tagger, trained on some examples and measured on others. */
record SlotTrial(SlotTagger tagger, SlotEvaluation evaluation) {

    /**
     * @param test what to measure with; when it is what one learns from, a fifth of it is held out
     */
    static SlotTrial of(List<Example> train, List<Example> test, long seed) {
        Splits.Split split =
                train.equals(test)
                        ? Splits.folds(train, 5, seed).getFirst()
                        : new Splits.Split(train, test);
        SlotTagger tagger = SlotTagger.train(split.train(), TrainingProgress.NONE);
        return new SlotTrial(tagger, SlotEvaluation.of(tagger, split.test()));
    }
}
