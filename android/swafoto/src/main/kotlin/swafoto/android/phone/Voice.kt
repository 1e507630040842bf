package swafoto.android.phone

import android.content.Context
import android.speech.tts.TextToSpeech
import swafoto.Announcement
import java.util.Locale

/**
 * The phone's own voice, in `language`, a BCP 47 tag.
 *
 * A phone without a voice for the language stays silent: a hint in a voice that cannot pronounce it helps nobody.
 */
internal class Voice(context: Context, val language: String) : AutoCloseable {
    private var ready = false
    private var waiting: Announcement? = null
    private val voice = TextToSpeech(context.applicationContext, ::started)

    fun say(announcement: Announcement) {
        if (!ready) {
            waiting = announcement
            return
        }
        val queue = if (announcement.interrupts) TextToSpeech.QUEUE_FLUSH else TextToSpeech.QUEUE_ADD
        voice.speak(announcement.text, queue, null, announcement.text)
    }

    override fun close() = voice.shutdown()

    private fun started(status: Int) {
        if (status != TextToSpeech.SUCCESS) return
        if (voice.setLanguage(Locale.forLanguageTag(language)) < TextToSpeech.LANG_AVAILABLE) return
        ready = true
        waiting?.let(::say)
    }
}
