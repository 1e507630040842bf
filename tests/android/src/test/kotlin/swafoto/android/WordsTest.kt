package swafoto.android

import android.content.Context
import android.content.res.Configuration
import android.os.LocaleList
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.w3c.dom.Element
import swafoto.CoveringText
import swafoto.Hint
import swafoto.Language
import swafoto.RuleId
import swafoto.android.guidance.Words
import swafoto.coveringText
import swafoto.hintText
import swafoto.root
import swafoto.ruleReason
import java.nio.file.Files
import javax.xml.parsers.DocumentBuilderFactory

/** Every text exists in both languages, and hints come from the core alone. */
@RunWith(AndroidRunner::class)
class WordsTest {
    private val resources = root.resolve("android/swafoto/src/main/res")

    private fun strings(folder: String): Map<String, String> {
        val file = resources.resolve(folder).resolve("strings.xml").toFile()
        val elements = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getElementsByTagName("string")
        return (0 until elements.length).map { elements.item(it) as Element }.associate { it.getAttribute("name") to it.textContent }
    }

    /** What a person with these languages, the best first, gets. */
    private fun inLocale(tags: String): Context {
        val context: Context = RuntimeEnvironment.getApplication()
        return context.createConfigurationContext(
            Configuration(context.resources.configuration).apply { setLocales(LocaleList.forLanguageTags(tags)) },
        )
    }

    @Test
    fun everyTextIsInBothLanguages() {
        val (indonesian, english) = strings("values") to strings("values-en")
        assertTrue(indonesian.size > 15)
        assertEquals(indonesian.keys, english.keys)
        for ((name, text) in indonesian) {
            assertTrue(name, text.isNotBlank())
            assertNotEquals(name, text, english[name])
        }
    }

    @Test
    fun noHintIsWrittenASecondTime() {
        val ours = (strings("values") + strings("values-en")).values.toSet()
        val code = Files.walk(root.resolve("android")).use { files ->
            files.filter { "$it".endsWith(".kt") }.map { Files.readString(it) }.toList().joinToString("\n")
        }
        for (language in Language.entries) {
            val catalogue = Hint.entries.map { hintText(it, language) } + RuleId.entries.map { ruleReason(it, language) } +
                // "No" alone is in every text.
                listOf(CoveringText.QUESTION, CoveringText.YES, CoveringText.NOTE).map { coveringText(it, language) }
            for (text in catalogue) {
                assertFalse(text, text in ours)
                assertFalse(text, text in code)
            }
        }
    }

    @Test
    fun hintsSpeakTheScreensLanguage() {
        for ((tag, language) in mapOf(
            "id-ID" to Language.INDONESIAN,
            "en-GB" to Language.ENGLISH,
            "en" to Language.ENGLISH,
            "id-ID,en-US" to Language.INDONESIAN,
            "en-US,id-ID" to Language.ENGLISH,
            // Indonesia's other languages are read by people who read Indonesian.
            "jv" to Language.INDONESIAN,
            "ar" to Language.INDONESIAN,
        )) {
            val context = inLocale(tag)
            for (hint in Hint.entries) assertEquals(tag, hintText(hint, language), Words.of(context).of(hint))
            for (text in CoveringText.entries) assertEquals(tag, coveringText(text, language), Words.of(context).of(text))
            val close = strings(if (language == Language.ENGLISH) "values-en" else "values")["swafoto_close"]
            assertEquals(tag, close, context.getString(R.string.swafoto_close))
        }
    }
}
