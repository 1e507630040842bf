package swafoto.android

import android.content.Context
import android.graphics.ImageFormat
import swafoto.CameraInterruption
import swafoto.CameraPermission
import swafoto.CameraProblem
import swafoto.Event
import swafoto.PolicyChoice
import swafoto.PreviewArea
import swafoto.Scene
import swafoto.Screen
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.FramePlane
import java.nio.ByteBuffer

/**
 * A state that a person may see.
 *
 * @property film what stands before the camera.
 * @property reach brings a session there.
 */
class ScreenState(
    val name: String,
    private val film: String = "perfect",
    private val change: SelfieRequest.() -> SelfieRequest = { this },
    private val reach: FilmSession.() -> Unit,
) {
    fun open(context: Context, language: String = "id"): FilmSession =
        FilmSession(context, film, change = { change().copy(languages = listOf(language)) }).apply(reach)

    companion object {
        private fun FilmSession.until(what: String, holds: Screen.() -> Boolean) {
            if (!camera.running) show()
            check(camera.playUntil { screen?.holds() == true }) { "never $what" }
        }

        private fun FilmSession.tell(event: Event) {
            show()
            controller.tell(event)
        }

        private fun permission(permission: CameraPermission) = ScreenState("permission-${permission.name.lowercase()}") {
            controller.attach(camera, this)
            controller.tell(Event.Permission(permission))
        }

        private fun problem(problem: CameraProblem) =
            ScreenState("problem-${problem.name.lowercase()}") { tell(Event.Problem(problem)) }

        private fun interruption(interruption: CameraInterruption) =
            ScreenState("interrupted-${interruption.name.lowercase()}") { tell(Event.Interrupted(interruption)) }

        private fun FilmSession.cover() {
            show()
            val (luma, chroma) = ByteBuffer.allocateDirect(64 * 64) to ByteBuffer.allocateDirect(32 * 32)
            while (chroma.hasRemaining()) chroma.put(-128)
            chroma.rewind()
            val planes = listOf(FramePlane(luma, 64, 1), FramePlane(chroma, 32, 1), FramePlane(chroma.duplicate(), 32, 1))
            for (index in 0..40) {
                camera.pass(50_000_000)
                camera.tell { frame(CameraFrame(ImageFormat.YUV_420_888, 64, 64, planes, 0)) }
            }
            check(scene == Scene.COVERED)
        }

        private fun SelfieRequest.reviewing() =
            copy(policy = PolicyChoice.Toml((policy as PolicyChoice.Toml).text.replaceFirst("\n[", "\non-blocked = \"review\"\n[")))

        private val contact: SelfieRequest.() -> SelfieRequest =
            { copy(contact = "Loket 3, Kantor Dukcapil, telepon 1500-537") }

        /** Every one of them. */
        val all: List<ScreenState> = listOf(
            ScreenState("preparing") {
                camera.opens = false
                show()
            },
            permission(CameraPermission.NOT_ASKED),
            permission(CameraPermission.REFUSED),
            permission(CameraPermission.REFUSED_FOR_GOOD),
            permission(CameraPermission.REFUSED_OR_WAVED),
            permission(CameraPermission.RESTRICTED),
            ScreenState("searching", "timed-out") { playTo(Scene.SEARCHING) },
            ScreenState("guiding", "walk-in") { playTo(Scene.GUIDING) },
            ScreenState("glasses", "glasses-off") { until("offered") { buttons.size == 2 } },
            ScreenState("help", "never-compliant") { until("helped") { cards.isNotEmpty() } },
            ScreenState("retake", "retake") { until("explained") { cards.isNotEmpty() } },
            ScreenState("question", "hat-off", SelfieRequest::askingAtOnce) { until("asked") { question != null } },
            ScreenState("light", "light-on") { until("lit") { lights } },
            ScreenState("holding") {
                playTo(Scene.HOLDING)
                val begun = camera.now
                check(camera.playUntil { camera.now - begun > 250_000_000 })
            },
            ScreenState("verifying") { playTo(Scene.VERIFYING) },
            ScreenState("checking") {
                playTo(Scene.VERIFYING)
                controller.tell(Event.StillTaken)
            },
            ScreenState("covered") { cover() },
            problem(CameraProblem.NO_FRONT_CAMERA),
            problem(CameraProblem.IN_USE),
            problem(CameraProblem.DISABLED),
            problem(CameraProblem.FAILED),
            interruption(CameraInterruption.IN_BACKGROUND),
            interruption(CameraInterruption.USED_BY_ANOTHER),
            interruption(CameraInterruption.SHARED_SCREEN),
            interruption(CameraInterruption.TOO_HOT),
            interruption(CameraInterruption.UNKNOWN),
            // Nothing is laid out after it.
            ScreenState("accepted") {
                area = PreviewArea(720f, 1280f, 2f, true)
                play()
            },
            ScreenState("for-review", "never-compliant", { reviewing() }) { play() },
            ScreenState("blocked", "never-compliant", contact) { play() },
            ScreenState("timed-out", "timed-out", contact) { play() },
            ScreenState("failed") { tell(Event.Defect("as a test says")) },
            ScreenState("low-memory") { tell(Event.OutOfMemory) },
        )
    }
}
