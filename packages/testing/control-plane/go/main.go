// Command kube is upstream's etcd and Kubernetes control plane in one binary.
// Which of them it is, is said by the name it is called by or by its first
// argument: "kube etcd --data-dir …" or a link called "etcd".
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

var commands = map[string]func() *cobra.Command{
	"kube-apiserver":          apiserver.NewAPIServerCommand,
	"kube-controller-manager": controllermanager.NewControllerManagerCommand,
	"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
}

func isComponent(name string) bool {
	return name == "etcd" || commands[name] != nil
}

func main() {
	os.Args[0] = filepath.Base(os.Args[0])
	if !isComponent(os.Args[0]) && len(os.Args) > 1 {
		os.Args = os.Args[1:]
	}
	name := os.Args[0]
	if !isComponent(name) {
		fmt.Fprintf(os.Stderr, "kube: %q is none of etcd, kube-apiserver, kube-controller-manager, kube-scheduler\n", name)
		os.Exit(2)
	}
	if name == "etcd" {
		etcdmain.Main(os.Args)
		return
	}
	os.Exit(cli.Run(commands[name]()))
}
