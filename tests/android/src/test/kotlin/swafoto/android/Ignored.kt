package swafoto.android

import swafoto.Announcement
import swafoto.Haptic
import swafoto.Step
import swafoto.android.session.SelfieOutput
import swafoto.android.view.SelfieView

/** A screen that nobody looks at. */
open class Ignored : SelfieOutput, SelfieView.Host {
    override fun say(announcement: Announcement) = Unit

    override fun feel(haptic: Haptic) = Unit

    override fun askForCamera() = Unit

    override fun openSettings() = Unit

    override fun left(step: Step) = Unit

    override fun finished(result: SelfieResult) = Unit

    companion object : Ignored()
}
