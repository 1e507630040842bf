package swafoto.android.guidance

import swafoto.Hint
import swafoto.RuleId
import swafoto.State
import swafoto.android.SelfieResult
import swafoto.android.session.Guidance

/** What a person feels who does not see the screen. */
public enum class Haptic {
    /** Come closer. */
    CLOSER,

    /** All is well: stay like that. */
    HOLD,

    /** The photo was taken. */
    DONE,
}

/**
 * What to say and to let the person feel, now and once.
 *
 * @property text to be spoken and shown; nothing where there is nothing new to say.
 * @property haptic nothing where there is nothing to feel.
 */
public data class Announcement(val text: String?, val haptic: Haptic?)

/**
 * Turns a stream of guidance into announcements: each hint once, not again while it stays; help once; the state's haptics
 * when it begins.
 *
 * It says only what the core says, and has no memory but what it said last.
 */
public class Announcer(private val words: Words) {
    private var hint: Hint? = null
    private var help = emptyList<RuleId>()
    private var state: State? = null

    /** What is new in `guidance`; nothing where nothing is. */
    public fun hear(guidance: Guidance): Announcement? {
        val update = guidance.update
        // A frame without a hint is no news: what was said last still holds.
        val newHint = update.hint?.takeIf { it != hint }
        val newHelp = update.help.takeIf { it.isNotEmpty() && it != help }
        val newState = update.state.takeIf { it != state }
        newHint?.let { hint = it }
        newHelp?.let { help = it }
        state = update.state
        val text = listOfNotNull(newHint?.let(words::of), newHelp?.let(words::of)).joinToString("\n")
        val haptic = when {
            newState == State.ACCEPTED -> Haptic.DONE
            newState == State.HOLDING -> Haptic.HOLD
            newHint == Hint.MOVE_CLOSER -> Haptic.CLOSER
            else -> null
        }
        return if (text.isEmpty() && haptic == null) null else Announcement(text.ifEmpty { null }, haptic)
    }

    /** Something else was said meanwhile: what the core says next is news, even if it said so before. */
    public fun forget() {
        hint = null
        help = emptyList()
    }

    /** What is new once the session has ended: the photo's haptic, where the last guidance came too late to be heard. */
    public fun hear(result: SelfieResult): Announcement? {
        val taken = result is SelfieResult.Accepted && state != State.ACCEPTED
        return if (taken) Announcement(null, Haptic.DONE).also { state = State.ACCEPTED } else null
    }
}
