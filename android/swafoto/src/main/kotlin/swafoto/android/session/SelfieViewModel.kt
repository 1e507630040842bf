package swafoto.android.session

import androidx.lifecycle.ViewModel
import androidx.lifecycle.ViewModelProvider
import swafoto.android.SelfieRequest

/** Keeps a [SelfieController] over rotation and other changes of configuration, and closes it with its owner. */
public class SelfieViewModel(request: SelfieRequest) : ViewModel() {
    /** Carries the selfie. */
    public val controller: SelfieController = SelfieController(request)

    override fun onCleared() {
        controller.close()
    }

    /** Makes the view model for `request`. */
    public class Factory(private val request: SelfieRequest) : ViewModelProvider.Factory {
        override fun <T : ViewModel> create(modelClass: Class<T>): T =
            requireNotNull(modelClass.cast(SelfieViewModel(request)))
    }
}
