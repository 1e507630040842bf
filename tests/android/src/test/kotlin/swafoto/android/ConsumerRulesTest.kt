package swafoto.android

import com.sun.jna.Callback
import com.sun.jna.Library
import com.sun.jna.Structure
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import swafoto.root
import java.io.File
import java.lang.reflect.Modifier
import java.nio.file.Files

/** R8 renames what no rule keeps, and JNA finds its things by name: then the app crashes, in release builds only. */
class ConsumerRulesTest {
    private val rules = Files.readAllLines(root.resolve("bindings/kotlin/consumer-rules.pro"))

    /** Every class of the generated bindings, as it was compiled. */
    private val bindings: List<Class<*>> = run {
        val folder = File(Class.forName("swafoto.Engine").protectionDomain.codeSource.location.toURI()).resolve("swafoto")
        folder.listFiles { file -> file.extension == "class" }!!.map { load("swafoto.${it.nameWithoutExtension}") }
    }

    private fun load(name: String) = Class.forName(name, false, javaClass.classLoader)

    /** What JNA reaches by name: structures with their fields, callbacks with their method, classes with native methods. */
    private val reached = bindings.filter { type ->
        Structure::class.java.isAssignableFrom(type) ||
            Callback::class.java.isAssignableFrom(type) ||
            Library::class.java.isAssignableFrom(type) ||
            type.declaredMethods.any { Modifier.isNative(it.modifiers) }
    }

    /** Whether one of `rules` keeps `type` with its members under their names. Just what ours use of ProGuard's language. */
    private fun keeps(rules: List<String>, type: Class<*>): Boolean = rules.any { rule ->
        val parts = KEEP.matchEntire(rule)?.groupValues ?: return@any false
        val (_, kind, name, _, above) = parts
        // `*` stands for one part of a name, `**` for any number.
        val pattern = name.split("**").joinToString(".+") { piece -> piece.split("*").joinToString("[^.]+", transform = Regex::escape) }
        val fits = Regex(pattern).matches(type.name)
        val inherits = above.isEmpty() || load(above).let { it.isAssignableFrom(type) && it != type }
        fits && inherits && (kind == "class" || type.isInterface)
    }

    @Test
    fun whatJnaFindsByNameKeepsItsName() {
        assertTrue("${reached.size}", reached.size > 20)
        assertEquals(emptyList<Class<*>>(), reached.filterNot { keeps(rules, it) })
        val jna = listOf("com.sun.jna.Native", "com.sun.jna.Structure", "com.sun.jna.ptr.ByReference").map(::load)
        assertEquals(emptyList<Class<*>>(), jna.filterNot { keeps(rules, it) })
    }

    @Test
    fun noRuleCanBeLeftOut() {
        // Otherwise the test above would pass whatever the rules say.
        for (rule in rules.filter { it.startsWith("-keep class swafoto") }) {
            val missing = reached.filterNot { keeps(rules - rule, it) }
            assertTrue("nothing needs $rule", missing.isNotEmpty())
        }
    }

    @Test
    fun theLibraryShipsTheRules() {
        val build = Files.readString(root.resolve("android/swafoto/build.gradle.kts"))
        assertTrue("consumerProguardFiles(repository.resolve(\"bindings/kotlin/consumer-rules.pro\"))" in build)
        assertTrue("what annotations say of structures is read at run time", rules.any { "RuntimeVisibleAnnotations" in it })
    }

    private companion object {
        val KEEP = Regex("""-keep (class|interface) (\S+)( (?:extends|implements) (\S+))? \{ \*; \}""")
    }
}
