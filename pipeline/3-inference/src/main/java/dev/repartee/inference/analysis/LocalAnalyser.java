package dev.repartee.inference.analysis;

import dev.repartee.contract.content.Nlu;
import dev.repartee.language.Analyzer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The analyser of this process. A message that breaks it is stored without an analysis. */
public final class LocalAnalyser implements Analyser {

    private static final Logger log = LoggerFactory.getLogger(LocalAnalyser.class);

    private final Analyzer analyzer;

    public LocalAnalyser(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    @Override
    public Optional<Nlu> analyse(Question question) {
        try {
            return Optional.of(
                    analyzer.analyze(question.text(), question.language(), question.at()));
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("the analyser broke on a message");
            return Optional.empty();
        }
    }
}
