package dev.repartee.inference.reply;

import dev.repartee.assistants.LanguagePolicy;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.content.Turn.Role;
import dev.repartee.language.LanguageTagger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which language a user is answered: that of the message; when it is too short to tell, that of
 * what the user said before; else the one that the user's profile names ({@code language}); where
 * the assistant does not allow it, the assistant's own.
 */
final class ReplyLanguage {

    private static final String PROFILE = "language";
    private static final int LOOKED_BACK = 3;

    private final LanguageTagger tagger = new LanguageTagger();

    String of(LanguagePolicy policy, Job job, List<Turn> earlier) {
        return policy.replyTo(spoken(job, earlier));
    }

    private String spoken(Job job, List<Turn> earlier) {
        String language = job.request().language();
        if (known(language)) {
            return language;
        }
        List<String> said =
                earlier.stream().filter(turn -> turn.role() == Role.USER).map(Turn::text).toList();
        String recent =
                String.join(
                        "\n", said.subList(Math.max(0, said.size() - LOOKED_BACK), said.size()));
        String before = tagger.tag(recent + "\n" + job.request().text());
        return known(before) ? before : ofProfile(job.work().profile());
    }

    private static String ofProfile(@Nullable Map<String, String> profile) {
        String tag = profile == null ? null : profile.get(PROFILE);
        if (tag == null) {
            return LanguageTagger.UNDETERMINED;
        }
        String language = Locale.forLanguageTag(tag.replace('_', '-')).toLanguageTag();
        return known(language) ? language : LanguageTagger.UNDETERMINED;
    }

    private static boolean known(String language) {
        return !language.isEmpty() && !language.equals(LanguageTagger.UNDETERMINED);
    }
}
