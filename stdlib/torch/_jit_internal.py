"""Annotations of arguments that TorchScript takes as one number or as a list of so many."""


class BroadcastingListCls:
    def __getitem__(self, types):
        return


BroadcastingList1 = BroadcastingListCls()
BroadcastingList2 = BroadcastingListCls()
BroadcastingList3 = BroadcastingListCls()
