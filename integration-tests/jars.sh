# Sourced by the scripts of this folder: builds the jars under test when a source is newer, and
# resolves the class paths of the versions of Spark.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$root/integration-tests/target
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
source "$root/integration-tests/retries.sh"

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# Runs a function for each version, two at a time because each keeps one core busy (AT_ONCE=1 changes that), and
# prints what each has written. Fails when one has failed.
for_each_version() { # FUNCTION FOLDER VERSION...
  local function=$1 folder=$2 at_once=${AT_ONCE:-2} first i version batch failed=()
  local versions=("${@:3}")
  processes=()
  trap 'kill "${processes[@]}" 2>/dev/null || true' EXIT
  mkdir -p "$folder"
  for ((first = 0; first < ${#versions[@]}; first += at_once)); do
    batch=("${versions[@]:first:at_once}")
    processes=()
    for version in "${batch[@]}"; do
      "$function" "$version" >"$folder/$version.txt" 2>&1 &
      processes+=($!)
    done
    for i in "${!batch[@]}"; do
      wait "${processes[i]}" || failed+=("${batch[i]}")
      echo
      echo "== Spark ${batch[i]/_/, Scala } =="
      cat "$folder/${batch[i]}.txt"
    done
  done
  trap - EXIT
  [[ ${#failed[@]} -eq 0 ]] || fail "failed on Spark ${failed[*]}; the logs are in $folder"
}

newest() { # FOLDER NAME-PATTERN
  [[ ! -d $1 ]] || find "$1" -maxdepth 1 -name "$2" -print0 | xargs -0 -r ls -t | head -n 1
}

built_jar() {
  newest "$target" 'neptune-spark-integration-tests-*.jar'
}

build_if_stale() {
  local stamp
  stamp=$(built_jar)
  if [[ -z $stamp || ! -f $target/versions ||
    -n $(find "$root/pom.xml" "$root"/{protocol,connector,testkit}/{pom.xml,src/main} \
      "$root"/integration-tests/{pom.xml,src} -newer "$stamp" -print -quit) ]]; then
    echo "Building the jars and the integration tests with Maven ..."
    (cd "$root" && mvn -B -q -ntp -pl integration-tests -am -DskipTests package) ||
      fail "the build failed, see above"
  fi
  connector_jar=$(newest "$root/connector/target" 'neptune-spark-connector-*.jar')
  testkit_jar=$root/testkit/target/neptune-testkit.jar
  test_classes=$target/test-classes
  java_options=$target/java-options
}

# A version that the root pom defines; the build writes them into a file.
version_of() { # PROPERTY
  sed -n "s/^$1=//p" "$target/versions"
}

# The class path of a pom of this folder, resolved again when the pom or the versions change.
resolved_classpath() { # POM NAME MAVEN-OPTIONS...
  local pom=$1 name=$2 property properties=()
  local file=$target/classpath-$name
  shift 2
  if [[ ! -s $file || $pom -nt $file || $root/pom.xml -nt $file ]]; then
    while read -r property; do
      properties+=("-D$property")
    done <"$target/versions"
    with_retries mvn -B -q -ntp -f "$pom" "${properties[@]}" "$@" \
      "org.apache.maven.plugins:maven-dependency-plugin:$(version_of dependency.plugin.version):build-classpath" \
      -Dmdep.outputFile="$file" -Dmdep.regenerateFile=true >&2 ||
      fail "Maven could not resolve $name, see above"
  fi
  cat "$file"
}

# A folder with the package pyspark of a version, Spark's jars and scripts in it, as pip installs it. It is taken
# from the source distribution, because pip would compress and extract its hundreds of megabytes once more.
pyspark_package() { # SPARK-VERSION
  local folder=$target/pyspark-$1 download=$target/pyspark-$1.download
  if [[ ! -d $folder ]]; then
    rm -rf "$download"
    mkdir -p "$download"
    python3 -m venv "$download/pip" >&2 &&
      with_retries "$download/pip/bin/pip" download -q --disable-pip-version-check --no-deps --no-cache-dir \
        -d "$download" "pyspark==$1" >&2 &&
      tar -xzf "$download/pyspark-$1.tar.gz" -C "$download" &&
      mv "$download/pyspark-$1"/deps/{jars,bin,sbin} "$download/pyspark-$1/pyspark/" ||
      fail "Spark $1 could not be taken from the package pyspark, see above (it needs Python with its module venv)"
    mkdir "$download/package"
    mv "$download/pyspark-$1/pyspark" "$download/package/"
    mv "$download/package" "$folder"
    rm -rf "$download"
  fi
  echo "$folder"
}

# The jars of a version of Spark out of the package pyspark, where Maven Central has none.
pyspark_jars() { # SPARK-VERSION
  local package
  package=$(pyspark_package "$1") || exit 1
  echo "$package/pyspark/jars/*"
}

# One version of Spark and the libraries of the tests; without versions, those that the build uses.
spark_classpath() { # [SPARK-VERSION SCALA-VERSION [PROFILE]]
  local spark=${1:-$(version_of spark.version)} scala=${2:-$(version_of scala.version)} jars libraries
  if [[ " $(version_of spark.versions.from.pyspark) " == *" $spark "* ]]; then
    jars=$(pyspark_jars "$spark")
    libraries=$(resolved_classpath "$root/integration-tests/spark-runtime/pom.xml" tests \
      -Druntime.without.spark)
    echo "$libraries:$jars"
    return
  fi
  resolved_classpath "$root/integration-tests/spark-runtime/pom.xml" "${spark}_$scala${3:+-$3}" \
    -Druntime.spark.version="$spark" -Druntime.scala.version="$scala" ${3:+-P"$3"}
}
